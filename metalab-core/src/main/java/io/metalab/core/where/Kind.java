package io.metalab.core.where;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What kind of value a field holds. */
public enum Kind {
  NUMBER(1),
  STRING(2),
  BOOLEAN(4),
  INSTANT(8),
  LIST(16),
  MAP(32),
  NULL(64);

  private final int bit;

  Kind(int bit) {
    this.bit = bit;
  }

  /** Returns a bit that no other kind has, for sets of kinds in a number. */
  public int bit() {
    return bit;
  }

  public static Kind of(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof Number) {
      return NUMBER;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof Instant) {
      return INSTANT;
    }
    if (value instanceof List<?>) {
      return LIST;
    }
    return value instanceof Map<?, ?> ? MAP : STRING;
  }

  public static Set<Kind> any() {
    return EnumSet.allOf(Kind.class);
  }

  /** Returns whether some value of the one set may equal one of the other; null may be any. */
  static boolean comparable(Set<Kind> left, Set<Kind> right) {
    return !intersection(left, right).isEmpty()
        || left.contains(NULL)
        || right.contains(NULL)
        || crosses(left, right)
        || crosses(right, left);
  }

  private static boolean crosses(Set<Kind> left, Set<Kind> right) {
    return left.contains(INSTANT) && right.contains(STRING);
  }

  /** Returns the kinds that are in both sets. */
  static Set<Kind> intersection(Set<Kind> left, Set<Kind> right) {
    return Arrays.stream(values())
        .filter(kind -> left.contains(kind) && right.contains(kind))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }

  /** Returns the kinds in words, such as {@code a number or a list}. */
  public static String words(Set<Kind> kinds) {
    return kinds.stream()
        .map(kind -> kind == NULL ? "null" : article(kind) + kind.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private static String article(Kind kind) {
    return kind == INSTANT ? "an " : "a ";
  }
}
