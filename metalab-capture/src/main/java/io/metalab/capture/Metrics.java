package io.metalab.capture;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import org.jspecify.annotations.Nullable;

/** The rules of metrics: what may be a name, what may be a value, and which type keeps it. */
final class Metrics {
  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 1_000;

  private Metrics() {}

  /** Returns the name if it may be the name of a metric, a series, a timing or a tag. */
  static String checkName(String kind, String name) {
    boolean bad = name.isBlank() || name.length() > MAX_NAME || !isUnicode(name);
    if (bad || name.chars().anyMatch(Character::isISOControl)) {
      throw refused(
          "The name '%s' of a %s must be 1 to %d characters of text, not blank and without control characters."
              .formatted(name, kind, MAX_NAME));
    }
    return name;
  }

  /** Returns the value as {@link Double}, {@link Long}, {@link Boolean} or {@link String}. */
  static Object check(String name, @Nullable Object value) {
    if (value instanceof Double || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return integer(name, ((Number) value).longValue());
    }
    if (value instanceof String text) {
      return text(name, text);
    }
    if (value == null) {
      throw refused("The metric %s is null. Maybe leave it out, or capture NaN.".formatted(name));
    }
    throw refused(
        "The metric %s (%s) is of type %s; a metric is a double, an integer, a boolean or a string.%s"
            .formatted(name, value, value.getClass().getName(), remedy(value)));
  }

  /** Returns the step of a series if it is one that every JSON reader keeps exactly. */
  static long checkStep(String name, long step) {
    if (step > Values.MAX_INTEGER || step < -Values.MAX_INTEGER) {
      throw refused(
          "The step (%d) of the series %s lies outside ±(2^53-1), which every JSON reader keeps exactly."
              .formatted(step, name));
    }
    return step;
  }

  private static long integer(String name, long value) {
    if (value > Values.MAX_INTEGER || value < -Values.MAX_INTEGER) {
      throw refused(
          "The metric %s (%d) lies outside ±(2^53-1), which every JSON reader keeps exactly. Maybe capture it as a double or a string."
              .formatted(name, value));
    }
    return value;
  }

  private static String text(String name, String text) {
    if (text.length() > MAX_TEXT) {
      throw refused(
          "The metric %s has %d characters; a text has at most %d. Maybe capture it as an artifact."
              .formatted(name, text.length(), MAX_TEXT));
    }
    if (!isUnicode(text)) {
      throw refused(
          "The metric %s holds an unpaired surrogate; a text is valid Unicode.".formatted(name));
    }
    return text;
  }

  private static String remedy(Object value) {
    if (value instanceof Float) {
      return " Maybe cast the float to double.";
    }
    if (value instanceof Number) {
      return " Maybe capture its doubleValue().";
    }
    return " Maybe capture it with data() or artifact().";
  }

  /** Returns whether every surrogate has its partner. */
  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static MetalabException refused(String message) {
    return new MetalabException(ErrorCode.INVALID_VALUE, message);
  }
}
