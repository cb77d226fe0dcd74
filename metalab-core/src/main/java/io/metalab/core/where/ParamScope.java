package io.metalab.core.where;

import io.metalab.api.Params;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of a point that has not been run yet. */
final class ParamScope implements FieldScope<Params> {
  private static final String PREFIX = "params.";

  private final Set<String> known;

  ParamScope(Collection<String> known) {
    this.known = new LinkedHashSet<>(known);
  }

  @Override
  public List<Meaning<Params>> meanings(String name) {
    if (isKnown(name)) {
      return List.of(meaning(name));
    }
    String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    return isKnown(bare) ? List.of(meaning(bare)) : List.of();
  }

  @Override
  public Set<String> suggestions() {
    return known;
  }

  private boolean isKnown(String name) {
    if (known.contains(name)) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    return dot > 0 && isKnown(name.substring(0, dot));
  }

  private static Meaning<Params> meaning(String path) {
    return new Meaning<>(path, params -> Paths.find(params.asMap(), path), Kind.any(), Set.of());
  }
}
