package io.metalab.core.where;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A field to sort by.
 *
 * @param field its name
 * @param descending whether the greatest value comes first
 */
public record SortKey(String field, boolean descending) {
  private static final String ASCENDING = ":asc";
  private static final String DESCENDING = ":desc";

  /** Reads {@code field}, {@code field:asc} or {@code field:desc}. */
  public static SortKey parse(String text) {
    if (text.endsWith(DESCENDING)) {
      return new SortKey(text.substring(0, text.length() - DESCENDING.length()), true);
    }
    return new SortKey(
        text.endsWith(ASCENDING) ? text.substring(0, text.length() - ASCENDING.length()) : text,
        false);
  }

  /** Returns the order of values: finite, then infinite, then NaN, then null and missing. */
  public Comparator<@Nullable Object> order() {
    return (a, b) -> {
      int byRank = Integer.compare(rank(a), rank(b));
      if (byRank != 0) {
        return byRank;
      }
      int natural = ValueOrder.compare(a, b);
      return descending ? -natural : natural;
    };
  }

  private static int rank(@Nullable Object value) {
    if (value == null || value == Absent.ABSENT) {
      return 3;
    }
    if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
      return Double.isNaN(number.doubleValue()) ? 2 : 1;
    }
    return 0;
  }
}
