package io.metalab.core.where;

import io.metalab.core.json.ValueText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A total order of all values: by kind, then numbers by size, text by code point, false before
 * true, lists by their values, anything else by its JSON text.
 */
public final class ValueOrder {
  private ValueOrder() {}

  public static int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue() + 0.0, y.doubleValue() + 0.0);
    }
    if (a instanceof String x && b instanceof String y) {
      return Comparisons.compareCodePoints(x, y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    }
    if (a instanceof Instant x && b instanceof Instant y) {
      return x.compareTo(y);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return compareLists(x, y);
    }
    int byKind = Integer.compare(rank(a), rank(b));
    return byKind != 0
        ? byKind
        : Comparisons.compareCodePoints(ValueText.plain(a), ValueText.plain(b));
  }

  private static int compareLists(List<?> a, List<?> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int rank(@Nullable Object value) {
    if (value == null || value == Absent.ABSENT) {
      return 9;
    }
    if (value instanceof Number) {
      return 0;
    }
    if (value instanceof Boolean) {
      return 1;
    }
    if (value instanceof String) {
      return 2;
    }
    return value instanceof Instant
        ? 3
        : value instanceof List<?> ? 4 : value instanceof Map ? 5 : 6;
  }
}
