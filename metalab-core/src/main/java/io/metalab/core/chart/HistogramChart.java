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
   * Counts the finite values of a field in all runs of a question: in bins of equal width or, if a
   * logarithmic scale goes across, the positive ones in bins of equal ratio.
   *
   * @param bins number of bins, at least 1
   */
  public static Chart of(FrameQuery runs, String field, int bins, ChartOptions options) {
    Scale across = options.x().orElse(Scale.LINEAR);
    Histogram histogram =
        across == Scale.LOG ? runs.logHistogram(field, bins) : runs.histogram(field, bins);
    long counted = histogram.counts().stream().mapToLong(Long::longValue).sum();
    long total = runs.count();
    String name = FieldNames.bare(histogram.field());
    Figure.Builder figure =
        Figure.builder(options.title())
            .x(Axis.of(name, across))
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
            histogram.notPositive(),
            "not positive",
            histogram.missing(),
            "without a value"));
    return new Chart(figure.build(), counted, total);
  }
}
