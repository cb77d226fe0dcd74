package io.metalab.core.chart;

import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Points;
import io.metalab.capture.plot.Scale;
import io.metalab.core.frame.FramePage;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.json.ValueText;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two fields of each run, as points. */
public final class ScatterChart {
  /** The most points drawn; of more runs a part is drawn, chosen by their ids. */
  public static final int MOST_POINTS = 5_000;

  private static final int MOST_GROUPS = 20;

  private ScatterChart() {}

  /**
   * Draws a point for each run that has both fields.
   *
   * @param by field whose values get colours of their own; empty for one colour
   */
  public static Chart of(
      FrameQuery runs, String x, String y, Optional<String> by, ChartOptions options) {
    FrameQuery counted = Successes.of(runs, List.of(x, y));
    long total = runs.count();
    long successes = counted.count();
    List<String> columns = new ArrayList<>(List.of(x, y));
    by.ifPresent(columns::add);
    FramePage page =
        Sample.of(counted, successes, MOST_POINTS).top(columns, List.of(), Integer.MAX_VALUE);
    FieldAxis across = axis(page, 0, options, options.x());
    FieldAxis up = axis(page, 1, options, options.y());
    Map<@Nullable Object, List<List<@Nullable Object>>> groups =
        new TreeMap<>(new SortKey("", false).order());
    long missing = 0;
    for (List<@Nullable Object> row : page.rows()) {
      if (row.get(0) == null || row.get(1) == null) {
        missing++;
      } else {
        groups.computeIfAbsent(by.isEmpty() ? "" : row.get(2), key -> new ArrayList<>()).add(row);
      }
    }
    if (groups.size() > MOST_GROUPS) {
      throw Charts.error(
          "The field %s has %d values; colours tell at most %d apart."
              .formatted(by.orElse(""), groups.size(), MOST_GROUPS));
    }
    Figure.Builder figure = Figure.builder(options.title()).x(across.axis()).y(up.axis());
    groups.forEach(
        (key, rows) ->
            figure.add(
                Points.of(
                    by.isEmpty() ? "" : FieldNames.bare(page.columns().get(2)) + "=" + text(key),
                    places(rows, 0, across),
                    places(rows, 1, up))));
    long shown = page.rows().size() - missing;
    figure.note(
        Notes.leftOut(
                shown,
                total,
                "runs",
                total - successes,
                "not successful",
                missing,
                "without " + x + " or " + y)
            + (page.rows().size() < successes ? " A part of the runs, chosen by their ids." : ""));
    return new Chart(figure.build(), shown, total);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : ValueText.plain(value);
  }

  private static FieldAxis axis(
      FramePage page, int column, ChartOptions options, Optional<Scale> asked) {
    List<@Nullable Object> values = new ArrayList<>();
    page.rows().forEach(row -> values.add(row.get(column)));
    return FieldAxis.of(page.columns().get(column), values, asked, options.logarithmic());
  }

  private static Numbers places(List<List<@Nullable Object>> rows, int column, FieldAxis axis) {
    return Numbers.of(rows.stream().map(row -> axis.place(row.get(column))).toList());
  }
}
