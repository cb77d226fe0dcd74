package io.dymad.agent.compiler;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps laid over each other. */
final class Merge {
  private Merge() {}

  /** Returns what is over a map: maps are merged, all else, lists included, is replaced. */
  static Map<String, @Nullable Object> deep(Map<?, ?> below, Map<?, ?> over) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    below.forEach((name, value) -> merged.put(String.valueOf(name), value));
    over.forEach(
        (name, value) -> {
          Object old = merged.get(String.valueOf(name));
          merged.put(
              String.valueOf(name),
              old instanceof Map<?, ?> first && value instanceof Map<?, ?> second
                  ? deep(first, second)
                  : value);
        });
    return merged;
  }
}
