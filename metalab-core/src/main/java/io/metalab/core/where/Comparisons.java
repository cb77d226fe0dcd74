package io.metalab.core.where;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How the values of a filter compare; neither operand is missing. */
final class Comparisons {
  private Comparisons() {}

  static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (left instanceof Instant a && right instanceof String b) {
      return instant(b).map(a::equals).orElse(false);
    }
    if (left instanceof String && right instanceof Instant) {
      return equal(right, left);
    }
    if (left instanceof Tags tags) {
      return right instanceof List<?> list
          ? tags.names().equals(list)
          : tags.names().contains(right);
    }
    if (right instanceof Tags) {
      return equal(right, left);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return equalLists(a, b);
    }
    return Objects.equals(left, right);
  }

  /** Returns the order of two values of one kind; empty if they have none, as with NaN. */
  static OptionalInt order(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      double x = a.doubleValue();
      double y = b.doubleValue();
      return Double.isNaN(x) || Double.isNaN(y)
          ? OptionalInt.empty()
          : OptionalInt.of(x < y ? -1 : x > y ? 1 : 0);
    }
    if (left instanceof String a && right instanceof String b) {
      return OptionalInt.of(compareCodePoints(a, b));
    }
    Optional<Instant> a = toInstant(left);
    Optional<Instant> b = toInstant(right);
    if (a.isPresent() && b.isPresent()) {
      return OptionalInt.of(a.get().compareTo(b.get()));
    }
    return OptionalInt.empty();
  }

  static boolean in(@Nullable Object value, @Nullable Object container) {
    if (container instanceof Tags tags) {
      return in(value, tags.names());
    }
    if (container instanceof Collection<?> items) {
      return items.stream().anyMatch(item -> item != Absent.ABSENT && equal(value, item));
    }
    return container instanceof Map<?, ?> map && map.containsKey(value);
  }

  /** Compares by code points, which differs from {@code String.compareTo} beyond U+FFFF. */
  static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean different = Character.isSurrogate(x) != Character.isSurrogate(y);
        return different ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Reads an instant, a date and time with offset, or a date, which is midnight UTC. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> toInstant(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return Optional.of(instant);
    }
    return value instanceof String text ? instant(text) : Optional.empty();
  }

  private static boolean equalLists(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
