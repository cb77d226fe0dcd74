package io.metalab.cli.command;

import io.metalab.cli.output.KeyText;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.results.Table;
import io.metalab.core.stats.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Configurations against one of them, pair by pair of equal seeds and equal other params. */
final class PairedTable {
  private static final String BASELINE = "baseline";
  private static final String DIFFERENCE = "difference";
  private static final List<String> COLUMNS =
      List.of(
          BASELINE,
          "pairs",
          DIFFERENCE,
          "ci95.low",
          "ci95.high",
          "p_t",
          "p_wilcoxon",
          "apart",
          "unpaired",
          "undefined");

  private PairedTable() {}

  /** Returns a row for each configuration but the baseline. */
  static Table of(MetricCells cells, Map<String, @Nullable Object> baseline) {
    int base = cells.configurations().indexOf(baseline);
    List<String> names = new ArrayList<>(baseline.keySet());
    names.addAll(COLUMNS);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < cells.configurations().size(); i++) {
      if (i != base) {
        rows.add(row(PairedComparison.of(cells, i, base), KeyText.of(baseline)));
      }
    }
    return Table.of(names, rows);
  }

  /**
   * Returns the table as people read it: the baseline stands in the title of the differences, and
   * counts of pairs that are not there are left out if all are 0.
   */
  static Table forPeople(Table table, Map<String, @Nullable Object> baseline) {
    List<String> names = new ArrayList<>(table.columnNames());
    names.remove(BASELINE);
    for (String count : List.of("unpaired", "undefined")) {
      int column = table.columnNames().indexOf(count);
      if (table.rows().stream().allMatch(row -> Objects.equals(row.get(column), 0L))) {
        names.remove(count);
      }
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> kept = new ArrayList<>();
      names.forEach(name -> kept.add(row.get(table.columnNames().indexOf(name))));
      rows.add(kept);
    }
    names.set(names.indexOf(DIFFERENCE), "difference " + Comparison.against(baseline));
    return Table.of(names, rows);
  }

  private static List<@Nullable Object> row(PairedComparison comparison, String baseline) {
    List<@Nullable Object> row = new ArrayList<>(comparison.key().values());
    row.add(baseline);
    row.add((long) comparison.pairs());
    row.add(orMissing(comparison.difference()));
    row.add(orMissing(comparison.low()));
    row.add(orMissing(comparison.high()));
    row.add(orMissing(comparison.tTest()));
    row.add(orMissing(comparison.wilcoxon()));
    row.add(comparison.isTellable() ? "yes" : "no");
    row.add((long) comparison.unpaired());
    row.add((long) comparison.undefined());
    return row;
  }

  private static @Nullable Object orMissing(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
