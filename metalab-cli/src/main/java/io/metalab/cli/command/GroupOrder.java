package io.metalab.cli.command;

import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Tables;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.results.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders a table of groups by its columns; a metric stands for its mean. */
final class GroupOrder {
  private static final String DESCENDING = ":desc";

  private GroupOrder() {}

  /**
   * Returns the first rows in the order of some columns; what is no number comes last.
   *
   * @param keys names of columns, each followed by {@code :desc} for the greatest first
   * @param skip how many of the first rows to leave out
   * @param limit the most rows, or 0 for all
   * @throws CliException with {@code USAGE} if there is no such column
   */
  static Table apply(Table table, List<String> keys, long skip, long limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
    for (int i = keys.size() - 1; i >= 0; i--) {
      boolean descending = keys.get(i).endsWith(DESCENDING);
      String name = keys.get(i).replaceFirst(":(asc|desc)$", "");
      rows.sort(by(column(table, name), descending));
    }
    List<List<@Nullable Object>> behind =
        rows.subList((int) Math.min(skip, rows.size()), rows.size());
    return Table.of(
        table.columnNames(),
        limit > 0 && limit < behind.size() ? behind.subList(0, (int) limit) : behind);
  }

  private static int column(Table table, String name) {
    List<String> columns = table.columnNames();
    return Tables.place(columns, name)
        .or(() -> Tables.place(columns, name + ".mean"))
        .orElseThrow(
            () ->
                CliException.usage(
                    "There is no column '%s' to sort groups by.%s"
                        .formatted(name, DidYouMean.hint(name, columns)),
                    "the columns are " + String.join(",", columns)));
  }

  private static Comparator<List<@Nullable Object>> by(int column, boolean descending) {
    return (a, b) -> {
      Object left = a.get(column);
      Object right = b.get(column);
      if (!isOrdered(left) || !isOrdered(right)) {
        return Boolean.compare(!isOrdered(left), !isOrdered(right));
      }
      int order = compare(left, right);
      return descending ? -order : order;
    };
  }

  private static boolean isOrdered(@Nullable Object value) {
    return value instanceof String
        || (value instanceof Number number && !Double.isNaN(number.doubleValue()));
  }

  private static int compare(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    return String.valueOf(left).compareTo(String.valueOf(right));
  }
}
