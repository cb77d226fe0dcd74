package io.metalab.api;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value types of params and contexts, which are those of JSON plus {@link FileRef} and, in
 * stages of a study, {@link StageValue}.
 *
 * <p>A frozen value is null, a {@link Boolean}, a {@link String}, a {@link Long} (any number
 * without a fraction up to ±(2<sup>53</sup>-1)), a {@link Double} (any other finite number), an
 * unmodifiable {@link List} or {@link Map} of frozen values with a defined order, a {@link FileRef}
 * or a {@link StageValue}. {@code 1} and {@code 1.0} are one number; {@code "1"} is a string.
 */
public final class Values {
  /** The largest integer that every JSON reader keeps exactly: 2<sup>53</sup>-1. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_DEPTH = 64;

  private Values() {}

  /**
   * Returns a deeply immutable copy of a value.
   *
   * @param value the value, made of maps with string keys, lists, strings, booleans, numbers and
   *     file references
   * @param path where the value stands, for error messages, such as {@code params.layers}
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} and the path if the value has no
   *     canonical form: floats (as opposed to doubles), NaN, infinities, integers beyond
   *     ±(2<sup>53</sup>-1), null or non-string keys, sets, arrays, unpaired surrogates, unknown
   *     objects
   */
  public static @Nullable Object freeze(@Nullable Object value, String path) {
    return freeze(value, path, 0);
  }

  /** Returns a deeply immutable copy of a map; see {@link #freeze(Object, String)}. */
  public static Map<String, @Nullable Object> freezeMap(Map<?, ?> map, String path) {
    return freezeMap(map, path, 0);
  }

  private static @Nullable Object freeze(@Nullable Object value, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused(path, "a deeper value", "Values nest at most %d levels.".formatted(MAX_DEPTH));
    }
    if (value instanceof String text) {
      return checkText(text, path);
    }
    if (value instanceof Number number) {
      return number(number, path);
    }
    if (value == null
        || value instanceof Boolean
        || value instanceof FileRef
        || value instanceof StageValue) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return freezeMap(map, path, depth + 1);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        copy.add(freeze(list.get(i), path + "[" + i + "]", depth + 1));
      }
      return Collections.unmodifiableList(copy);
    }
    throw refused(
        path,
        "of type " + value.getClass().getName(),
        "A value is a string, number, boolean, null, list, map with string keys, or a file"
            + " reference."
            + (value instanceof Iterable<?> ? " Maybe pass a list, whose order is defined." : ""));
  }

  private static Map<String, @Nullable Object> freezeMap(Map<?, ?> map, String path, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw refused(path, "with the key " + entry.getKey(), "The keys of a map are strings.");
      }
      checkText(key, path);
      copy.put(key, freeze(entry.getValue(), path.isEmpty() ? key : path + "." + key, depth));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static Object number(Number number, String path) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      long integer = number.longValue();
      if (integer > MAX_INTEGER || integer < -MAX_INTEGER) {
        throw refusedInteger(path, number);
      }
      return integer;
    }
    if (number instanceof Double) {
      return finite(number.doubleValue(), path);
    }
    if (number instanceof BigInteger integer) {
      if (integer.bitLength() > 53 || Math.abs(integer.longValue()) > MAX_INTEGER) {
        throw refusedInteger(path, number);
      }
      return integer.longValue();
    }
    if (number instanceof BigDecimal decimal) {
      return finite(decimal.doubleValue(), path);
    }
    throw refused(
        path,
        "(%s) of type %s".formatted(number, number.getClass().getName()),
        "Numbers are int, long or double; a float prints differently from the double nearest to it."
            + " Maybe pass a double.");
  }

  private static Object finite(double value, String path) {
    if (!Double.isFinite(value)) {
      throw refused(
          path,
          "(" + value + ")",
          "Numbers must be finite. Maybe leave the key out, or write it as a string.");
    }
    if (Math.rint(value) == value && Math.abs(value) <= MAX_INTEGER) {
      return (long) value;
    }
    return value;
  }

  private static String checkText(String text, String path) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          throw refused(
              path, "with an unpaired surrogate at index " + i, "Text must be valid Unicode.");
        }
      }
    }
    return text;
  }

  private static MetalabException refusedInteger(String path, Number number) {
    return refused(
        path,
        "(" + number + ")",
        "Integers lie within ±(2^53-1), which every JSON reader keeps exactly. Maybe write it as a"
            + " string or as a double.");
  }

  private static MetalabException refused(String path, String what, String rule) {
    return new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The value %s %s is refused. %s"
            .formatted(path.isEmpty() ? "at the top" : path, what, rule));
  }

  /** Returns an unmodifiable copy that keeps the order of a map without null values. */
  static <V> Map<String, V> orderedCopy(Map<String, V> map) {
    return ImmutableMap.copyOf(map);
  }
}
