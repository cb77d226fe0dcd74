package io.metalab.core.chart;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Points;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import io.metalab.core.stats.MarginalEffect;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of a metric by the values of a param. */
public final class EffectChart {
  private static final double WIDTH_INCHES = 5;
  private static final double HEIGHT_INCHES = 3.2;

  private EffectChart() {}

  /** Draws a point for each value's mean, and its 95 % confidence interval. */
  public static Figure of(MarginalEffect effect, String metric, ChartOptions options) {
    List<@Nullable Object> keys = new ArrayList<>();
    effect.levels().forEach(level -> keys.add(level.key().values().iterator().next()));
    FieldAxis across = FieldAxis.of(effect.field(), keys, options.x(), options.logarithmic());
    Figure.Builder figure =
        Figure.builder(options.title())
            .x(across.axis())
            .y(Axis.linear("mean " + FieldNames.bare(metric)))
            .size(WIDTH_INCHES, HEIGHT_INCHES);
    double[] places = keys.stream().mapToDouble(across::place).toArray();
    double[] means = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      Statistic statistic = statistic(effect.levels().get(i));
      means[i] = statistic.mean();
      if (statistic.n() > 1) {
        figure.add(
            Line.of(
                    "",
                    new double[] {places[i], places[i]},
                    new double[] {statistic.low(), statistic.high()})
                .withColor(0));
      }
    }
    return figure.add(Points.of("", places, means).withColor(0)).build();
  }

  private static Statistic statistic(Group level) {
    return level.statistics().values().iterator().next();
  }
}
