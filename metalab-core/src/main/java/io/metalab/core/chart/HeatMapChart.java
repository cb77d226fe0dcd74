package io.metalab.core.chart;

import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Pivot;
import io.metalab.core.frame.Statistic;
import io.metalab.core.json.ValueText;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The mean of a metric by the values of two fields. */
public final class HeatMapChart {
  private static final int MOST_VALUES = 200;
  private static final int MOST_NAMED = 3;
  private static final int MOST_NAMED_PLACES = 24;

  private HeatMapChart() {}

  /** Draws a cell for each pair of values, coloured by the mean over all runs that have them. */
  public static Chart of(FrameQuery runs, String x, String y, String metric, ChartOptions options) {
    Pivot pivot = runs.pivot(y, x, metric);
    check(x, pivot.columnKeys().size());
    check(y, pivot.rowKeys().size());
    String xField = field(pivot, 1, x);
    String yField = field(pivot, 0, y);
    FieldAxis across = axis(xField, pivot.columnKeys(), options.x(), options);
    FieldAxis up = axis(yField, pivot.rowKeys(), options.y(), options);
    List<Integer> columns = present(pivot.columnKeys(), across);
    List<Integer> rows = present(pivot.rowKeys(), up);
    double[][] means = new double[rows.size()][columns.size()];
    List<String> missing = new ArrayList<>();
    long shown = 0;
    long excluded = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        Optional<Group> group = pivot.cells().get(rows.get(row)).get(columns.get(column));
        Optional<Statistic> statistic =
            group.map(one -> one.statistics().values().iterator().next());
        means[row][column] = statistic.map(Statistic::mean).orElse(Double.NaN);
        shown += statistic.map(Statistic::n).orElse(0L);
        excluded += group.map(Group::excluded).orElse(0L);
        if (Double.isNaN(means[row][column])) {
          missing.add(
              "%s=%s %s=%s"
                  .formatted(
                      FieldNames.bare(xField),
                      text(pivot.columnKeys().get(columns.get(column))),
                      FieldNames.bare(yField),
                      text(pivot.rowKeys().get(rows.get(row)))));
        }
      }
    }
    Numbers values = Numbers.ofRows(means);
    Scale scale = Scales.of(Optional.empty(), "", Set.of(), DoubleStream.of(values.toArray()));
    Figure.Builder figure = Figure.builder(options.title()).x(across.axis()).y(up.axis());
    figure.add(
        new HeatMap(
            "mean " + FieldNames.bare(metric),
            new Grid(
                places(pivot.columnKeys(), columns, across),
                places(pivot.rowKeys(), rows, up),
                values),
            scale));
    long total = runs.count();
    figure.note("Means over " + Notes.leftOut(shown, total, "runs", excluded, "not successful"));
    if (!missing.isEmpty()) {
      figure.note(named(missing));
    }
    return new Chart(figure.build(), shown, total);
  }

  /** A few values are all named, whatever lies between them. */
  private static FieldAxis axis(
      String field, List<@Nullable Object> keys, Optional<Scale> asked, ChartOptions options) {
    return asked.isEmpty() && keys.size() <= MOST_NAMED_PLACES
        ? FieldAxis.named(field, keys)
        : FieldAxis.of(field, keys, asked, options.logarithmic());
  }

  private static void check(String field, int count) {
    if (count > MOST_VALUES) {
      throw Charts.error(
          "The field %s has %s values; a map has at most %d. Maybe draw points instead."
              .formatted(field, Notes.count(count), MOST_VALUES));
    }
  }

  private static String field(Pivot pivot, int place, String fallback) {
    return pivot.cells().stream()
        .flatMap(List::stream)
        .flatMap(Optional::stream)
        .findFirst()
        .map(group -> List.copyOf(group.key().keySet()).get(place))
        .orElse(fallback);
  }

  /** Returns the indices of keys that have a place, which rise with it. */
  private static List<Integer> present(List<@Nullable Object> keys, FieldAxis axis) {
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (Double.isFinite(axis.place(keys.get(i)))) {
        present.add(i);
      }
    }
    return present;
  }

  private static Numbers places(
      List<@Nullable Object> keys, List<Integer> present, FieldAxis axis) {
    return Numbers.of(present.stream().map(i -> axis.place(keys.get(i))).toList());
  }

  private static String named(List<String> missing) {
    String some = String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size())));
    int more = missing.size() - MOST_NAMED;
    return "Without a value: " + some + (more > 0 ? " and " + Notes.count(more) + " more." : ".");
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : ValueText.plain(value);
  }
}
