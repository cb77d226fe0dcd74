package io.dymad.agent.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of plain data. */
final class Maps {
  private Maps() {}

  /** Returns a value as a map; empty if it is none. */
  static Map<String, @Nullable Object> of(@Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, item) -> copy.put(String.valueOf(name), item));
    }
    return copy;
  }
}
