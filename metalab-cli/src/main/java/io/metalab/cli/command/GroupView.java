package io.metalab.cli.command;

import io.metalab.cli.terminal.Show;
import io.metalab.core.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table of groups for people: what the groups are, one {@code n}, and mean ± sd of a metric. */
final class GroupView {
  private static final String MEAN = ".mean";
  private static final String RUNS = "runs";
  private static final String EXCLUDED = "excluded";

  private final Table table;
  private final List<String> names;
  private final String plusMinus;

  private GroupView(Table table, String plusMinus) {
    this.table = table;
    this.names = table.columnNames();
    this.plusMinus = plusMinus;
  }

  /**
   * Returns the table for people of a table with mean, sd, sem and n of each metric.
   *
   * @param plusMinus stands between mean and sd
   */
  static Table of(Table table, String plusMinus) {
    return new GroupView(table, plusMinus).compact();
  }

  private Table compact() {
    int runs = names.indexOf(RUNS);
    boolean excluded = names.contains(EXCLUDED);
    List<String> metrics =
        names.stream()
            .filter(name -> name.endsWith(MEAN))
            .map(name -> name.substring(0, name.length() - MEAN.length()))
            .toList();
    List<String> columns = new ArrayList<>(names.subList(0, runs));
    columns.add("n");
    if (excluded) {
      columns.add(EXCLUDED);
    }
    columns.addAll(metrics);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(row.subList(0, runs));
      long n = number(row, RUNS) - (excluded ? number(row, EXCLUDED) : 0);
      cells.add(n);
      if (excluded) {
        cells.add(number(row, EXCLUDED));
      }
      metrics.forEach(metric -> cells.add(cell(row, metric, n)));
      rows.add(cells);
    }
    return Table.of(columns, rows);
  }

  private @Nullable Object cell(List<@Nullable Object> row, String metric, long n) {
    if (!(value(row, metric + MEAN) instanceof Double mean)) {
      return null;
    }
    long counted = number(row, metric + ".n");
    String fewer = counted == n ? "" : " (n=%d)".formatted(counted);
    return value(row, metric + ".sd") instanceof Double sd
        ? Show.meanAndDeviation(mean, sd, plusMinus) + fewer
        : fewer.isEmpty() ? mean : Show.number(mean) + fewer;
  }

  private @Nullable Object value(List<@Nullable Object> row, String column) {
    return row.get(names.indexOf(column));
  }

  private long number(List<@Nullable Object> row, String column) {
    return ((Number) Objects.requireNonNull(value(row, column))).longValue();
  }
}
