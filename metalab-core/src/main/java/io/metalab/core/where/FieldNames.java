package io.metalab.core.where;

import io.metalab.core.registry.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of fields: their namespaces, and what a person may have meant. */
public final class FieldNames {
  public static final List<String> NAMESPACES =
      List.of("params.", "metrics.", "derived.", "record.");

  private static final int SHOWN = 12;

  private FieldNames() {}

  /** Returns the full names that a name may stand for, in order of precedence. */
  public static Stream<String> candidates(String name) {
    return Stream.concat(
        Stream.of(name), NAMESPACES.stream().map(namespace -> namespace.concat(name)));
  }

  /** Returns the name without its namespace. */
  public static String bare(String name) {
    for (String namespace : NAMESPACES) {
      if (name.startsWith(namespace)) {
        return name.substring(namespace.length());
      }
    }
    return name;
  }

  /** Returns what to say of a name that is not among the known ones. */
  public static String hint(String name, Collection<String> known) {
    Optional<String> closest = DidYouMean.closest(name, known);
    if (closest.isEmpty()) {
      closest =
          DidYouMean.closest(bare(name), known.stream().map(FieldNames::bare).toList())
              .flatMap(match -> known.stream().filter(k -> bare(k).equals(match)).findFirst());
    }
    return closest
        .map(match -> "did you mean '%s'?".formatted(match))
        .orElseGet(() -> "the fields are " + listed(known));
  }

  private static String listed(Collection<String> known) {
    String shown = String.join(", ", known.stream().limit(SHOWN).toList());
    return known.size() > SHOWN ? shown + ", ... (%d in all)".formatted(known.size()) : shown;
  }
}
