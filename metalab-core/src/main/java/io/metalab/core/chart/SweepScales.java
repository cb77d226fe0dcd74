package io.metalab.core.chart;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the params that a study declares on a logarithmic scale. */
public final class SweepScales {
  private static final Set<String> WORDS = Set.of("log", "loguniform");

  private SweepScales() {}

  /**
   * Returns the names of the params whose values are given by {@code log} or {@code loguniform}.
   *
   * @param declaration a study's declaration, as its manifest keeps it
   */
  public static Set<String> logarithmic(Map<String, @Nullable Object> declaration) {
    Set<String> names = new LinkedHashSet<>();
    collect(declaration.get("sweep"), names);
    return names;
  }

  private static void collect(@Nullable Object node, Set<String> names) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value instanceof Map<?, ?> spread && WORDS.stream().anyMatch(spread::containsKey)) {
              names.add(String.valueOf(key));
            }
            collect(value, names);
          });
    } else if (node instanceof Iterable<?> list) {
      list.forEach(item -> collect(item, names));
    }
  }
}
