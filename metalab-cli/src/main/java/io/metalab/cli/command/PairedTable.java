package io.metalab.cli.command;

import io.metalab.cli.output.KeyText;
import io.metalab.cli.terminal.Show;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.results.Table;
import io.metalab.core.stats.PairedComparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations against one of them, pair by pair of equal seeds and equal other params. */
final class PairedTable {
  private static final List<String> COLUMNS =
      List.of(
          "baseline",
          "pairs",
          "difference",
          "ci95.low",
          "ci95.high",
          "p_t",
          "p_wilcoxon",
          "apart",
          "unpaired",
          "undefined");

  private static final String T_TEST = "p (t)";
  private static final String WILCOXON = "p (Wilcoxon)";
  private static final int P_DIGITS = 2;

  private final Map<String, @Nullable Object> baseline;
  private final List<PairedComparison> comparisons = new ArrayList<>();

  private PairedTable(Map<String, @Nullable Object> baseline) {
    this.baseline = baseline;
  }

  /** Compares each configuration but the baseline with it. */
  static PairedTable of(MetricCells cells, Map<String, @Nullable Object> baseline) {
    PairedTable table = new PairedTable(baseline);
    int base = cells.configurations().indexOf(baseline);
    for (int i = 0; i < cells.configurations().size(); i++) {
      if (i != base) {
        table.comparisons.add(PairedComparison.of(cells, i, base));
      }
    }
    return table;
  }

  /** Returns a row for each configuration, with all that is known. */
  Table table() {
    List<String> names = new ArrayList<>(baseline.keySet());
    names.addAll(COLUMNS);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (PairedComparison comparison : comparisons) {
      List<@Nullable Object> row = new ArrayList<>(comparison.key().values());
      row.add(KeyText.of(baseline));
      row.add((long) comparison.pairs());
      row.add(orMissing(comparison.difference()));
      row.add(orMissing(comparison.low()));
      row.add(orMissing(comparison.high()));
      row.add(orMissing(comparison.tTest()));
      row.add(orMissing(comparison.wilcoxon()));
      row.add(apart(comparison));
      row.add((long) comparison.unpaired());
      row.add((long) comparison.undefined());
      rows.add(row);
    }
    return Table.of(names, rows);
  }

  /**
   * Returns the table as people read it: rounded to what the intervals say, with the baseline in
   * the title of the differences, and without counts of pairs that are not there if all are 0.
   */
  Table forPeople() {
    String difference = "diff " + Comparison.against(baseline);
    boolean unpaired = comparisons.stream().anyMatch(one -> one.unpaired() > 0);
    boolean undefined = comparisons.stream().anyMatch(one -> one.undefined() > 0);
    List<String> names = new ArrayList<>(baseline.keySet());
    names.addAll(List.of("pairs", difference, Comparison.INTERVAL, "apart", T_TEST, WILCOXON));
    if (unpaired) {
      names.add("unpaired");
    }
    if (undefined) {
      names.add("undefined");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (PairedComparison comparison : comparisons) {
      List<@Nullable Object> row = new ArrayList<>(comparison.key().values());
      row.add((long) comparison.pairs());
      row.addAll(numbers(comparison));
      row.add(apart(comparison));
      row.add(probability(comparison.tTest()));
      row.add(probability(comparison.wilcoxon()));
      if (unpaired) {
        row.add((long) comparison.unpaired());
      }
      if (undefined) {
        row.add((long) comparison.undefined());
      }
      rows.add(row);
    }
    return Table.of(names, rows)
        .alignedRight(List.of(difference, Comparison.INTERVAL, T_TEST, WILCOXON));
  }

  /** Returns the difference and its interval. */
  private static List<@Nullable Object> numbers(PairedComparison comparison) {
    double difference = comparison.difference();
    if (Double.isNaN(comparison.low())) {
      return Arrays.asList(Double.isNaN(difference) ? null : Show.number(difference), null);
    }
    double halfWidth = (comparison.high() - comparison.low()) / 2;
    List<String> shown =
        Show.toDeviation(halfWidth, difference, comparison.low(), comparison.high());
    return Arrays.asList(shown.get(0), "[%s, %s]".formatted(shown.get(1), shown.get(2)));
  }

  private static @Nullable Object probability(double p) {
    return Double.isNaN(p) ? null : Show.number(p, P_DIGITS);
  }

  private static String apart(PairedComparison comparison) {
    return comparison.isTellable() ? "yes" : "no";
  }

  private static @Nullable Object orMissing(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
