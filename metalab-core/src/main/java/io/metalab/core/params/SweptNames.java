package io.metalab.core.params;

import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.search.AdaptiveParamSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the params that a sweep gives its points, apart from constants and defaults. */
public final class SweptNames {
  /** How many points are looked at; those of a conditional space may have different names. */
  private static final int MOST_LOOKED_AT = 64;

  private SweptNames() {}

  /** Returns the names in the order of the sweep; empty for a sweep without points. */
  public static List<String> of(ParamSource source) {
    ParamSource swept = ParamSources.withoutConstants(source);
    long known = swept instanceof AdaptiveParamSource ? Math.min(1, swept.size()) : swept.size();
    long count = Math.min(MOST_LOOKED_AT, known);
    Set<String> names = new LinkedHashSet<>();
    for (long i = 0; i < count; i++) {
      long index = count == 1 ? 0 : (long) ((double) i / (count - 1) * (known - 1));
      names.addAll(swept.caseAt(index).params().asMap().keySet());
    }
    return List.copyOf(names);
  }

  /**
   * Returns the params of a point that tell it from others of its sweep.
   *
   * @param swept what {@link #of} returned
   * @return all of the point's if it has none of these names, as where a resolver made others
   */
  public static Map<String, @Nullable Object> in(Params point, List<String> swept) {
    Map<String, @Nullable Object> some = new LinkedHashMap<>(point.asMap());
    some.keySet().retainAll(swept);
    for (String name : swept) {
      if (!point.has(name) && NestedParams.isPath(name)) {
        NestedParams.find(point, name).ifPresent(value -> some.put(name, value));
      }
    }
    return some.isEmpty() ? new LinkedHashMap<>(point.asMap()) : some;
  }
}
