package io.metalab.core.chart;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Bars;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Histogram;
import io.metalab.core.where.FieldNames;
import java.util.OptionalInt;

/** How often the values of a field fall into bins. */
public final class HistogramChart {
  private HistogramChart() {}

  /**
   * Counts the finite values of a field in all runs of a question.
   *
   * @param bins number of bins of equal width, at least 1
   */
  public static Chart of(FrameQuery runs, String field, int bins, ChartOptions options) {
    Histogram histogram = runs.histogram(field, bins);
    long counted = histogram.counts().stream().mapToLong(Long::longValue).sum();
    long total = runs.count();
    String name = FieldNames.bare(histogram.field());
    Figure.Builder figure =
        Figure.builder(options.title())
            .x(Axis.of(name, options.x().orElse(Scale.LINEAR)))
            .y(Axis.of("runs", options.y().orElse(Scale.LINEAR)));
    if (counted > 0) {
      figure.add(
          new Bars(
              "",
              Numbers.of(histogram.edges()),
              Numbers.of(histogram.counts()),
              OptionalInt.of(0)));
    }
    figure.note(
        Notes.leftOut(
            counted,
            total,
            "runs",
            histogram.nan(),
            "NaN",
            histogram.infinite(),
            "infinite",
            histogram.missing(),
            "without a value"));
    return new Chart(figure.build(), counted, total);
  }
}
