package io.metalab.core.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each of a known type. */
final class Fields {
  private final Map<String, @Nullable Object> map;

  Fields(Map<String, @Nullable Object> map) {
    this.map = map;
  }

  String text(String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw bad(key, "a string");
  }

  String text(String key, String otherwise) {
    return map.containsKey(key) ? text(key) : otherwise;
  }

  long integer(String key) {
    if (map.get(key) instanceof Long number) {
      return number;
    }
    throw bad(key, "an integer");
  }

  long integer(String key, long otherwise) {
    return map.containsKey(key) ? integer(key) : otherwise;
  }

  boolean bool(String key) {
    if (map.get(key) instanceof Boolean value) {
      return value;
    }
    throw bad(key, "true or false");
  }

  Instant instant(String key) {
    return Instant.parse(text(key));
  }

  Fields object(String key) {
    return new Fields(values(key));
  }

  boolean isText(String key) {
    return map.get(key) instanceof String;
  }

  boolean has(String key) {
    return map.containsKey(key);
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  Map<String, @Nullable Object> values(String key) {
    Object value = map.get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> object) {
      return (Map<String, @Nullable Object>) object;
    }
    throw bad(key, "an object");
  }

  List<String> texts(String key) {
    return elements(key, String.class);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // keys of a JSON object are strings
  List<Fields> objects(String key) {
    List<Fields> result = new ArrayList<>();
    for (Map object : elements(key, Map.class)) {
      result.add(new Fields(object));
    }
    return result;
  }

  Map<String, String> textsByName(String key) {
    return byName(key, String.class, value -> value);
  }

  Map<String, Duration> durations(String key) {
    return byName(key, Long.class, Duration::ofNanos);
  }

  /** Returns an object without null values. */
  Map<String, Object> scalars(String key) {
    return byName(key, Object.class, value -> value);
  }

  private <T, R> Map<String, R> byName(String key, Class<T> type, Function<T, R> convert) {
    Map<String, R> result = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : values(key).entrySet()) {
      if (!type.isInstance(entry.getValue())) {
        throw bad(key, "an object of " + type.getSimpleName());
      }
      result.put(entry.getKey(), convert.apply(type.cast(entry.getValue())));
    }
    return result;
  }

  private <T> List<T> elements(String key, Class<T> type) {
    List<T> result = new ArrayList<>();
    Object value = map.get(key);
    for (Object element : value instanceof List<?> list ? list : List.of()) {
      if (!type.isInstance(element)) {
        throw bad(key, "a list of " + type.getSimpleName());
      }
      result.add(type.cast(element));
    }
    return result;
  }

  private IllegalArgumentException bad(String key, String expected) {
    return new IllegalArgumentException(
        "The field %s (%s) must be %s.".formatted(key, map.get(key), expected));
  }
}
