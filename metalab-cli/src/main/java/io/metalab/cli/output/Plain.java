package io.metalab.cli.output;

import io.metalab.api.FileRef;
import io.metalab.cli.terminal.Show;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns values into what JSON has. */
public final class Plain {
  private Plain() {}

  /**
   * Returns a value made of maps, lists, strings, numbers, booleans and nulls: instants as ISO 8601
   * with milliseconds, files as their paths, durations as seconds, NaN and infinities as strings,
   * others as their text.
   */
  public static @Nullable Object of(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    }
    if (value instanceof Double) {
      return value;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    }
    if (value instanceof Iterable<?> items) {
      List<@Nullable Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(of(item)));
      return copy;
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
    if (value instanceof Duration duration) {
      return duration.toNanos() / 1e9;
    }
    return value instanceof FileRef file ? Show.file(file) : value.toString();
  }

  /** Returns a map of such values, in the same order. */
  public static Map<String, @Nullable Object> ofMap(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, entry) -> copy.put(String.valueOf(key), of(entry)));
    return copy;
  }
}
