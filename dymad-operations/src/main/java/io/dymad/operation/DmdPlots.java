package io.dymad.operation;

import io.dymad.dmd.SpectralModel;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Points;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The pictures of a decomposition. */
final class DmdPlots {
  private final Params params;
  private final StateData data;
  private final Matrix mean;
  private final DmdFit fit;
  private final DmdJudgement judgement;
  private final double[] singularValues;
  private final String unit;
  private final String time;

  DmdPlots(
      Params params,
      StateData data,
      Matrix mean,
      DmdFit fit,
      DmdJudgement judgement,
      double... singularValues) {
    this.params = params;
    this.data = data;
    this.mean = mean;
    this.fit = fit;
    this.judgement = judgement;
    this.singularValues = singularValues;
    this.unit = params.getString("time_unit");
    this.time = unit.isBlank() ? "time" : "time in " + unit;
  }

  void capture(Capture capture, PeriodTable periods) {
    captureSpectrum(capture);
    Plots.capture(capture, "singular_values", singularValueFigure());
    CoursePlots plots = new CoursePlots(data.names(), mean, time);
    List<Course> courses = judgement.courses();
    Plots.capture(capture, "errors", plots.errors(courses.subList(0, Math.min(2, courses.size()))));
    Course course = courses.get(Math.min(1, courses.size() - 1));
    Plots.capture(
        capture,
        "course",
        plots.course(course, course.isTrain() ? "fitted" : "held out and forecast from its start"));
    int number = 1;
    for (int mode : shown(periods)) {
      Plots.capture(capture, "mode_" + number++, mode(mode));
    }
  }

  private void captureSpectrum(Capture capture) {
    SpectralModel model = judgement.model();
    double limit = params.getDouble("residual_limit");
    double[] residuals = judgement.residuals();
    int[] good = IntStream.range(0, model.size()).filter(j -> residuals[j] <= limit).toArray();
    new SpectrumPlots(model, good.length + " within residual_limit", good)
        .capture(
            capture,
            unit.isBlank() ? "time" : unit,
            fit.growthDeviations(),
            fit.frequencyDeviations(),
            IntStream.range(0, model.size()).toArray());
  }

  private Figure singularValueFigure() {
    int used = Math.min(judgement.model().size(), singularValues.length);
    double[] index = IntStream.rangeClosed(1, singularValues.length).asDoubleStream().toArray();
    return Figure.builder("Singular values of the fitted snapshots")
        .x(Axis.linear("index"))
        .y(Axis.log("singular value"))
        .add(Points.of("", index, singularValues).withColor(0))
        .add(
            Points.of(
                    "as many as there are modes",
                    Arrays.copyOf(index, used),
                    Arrays.copyOf(singularValues, used))
                .withColor(1))
        .build();
  }

  private int[] shown(PeriodTable periods) {
    SpectralModel model = judgement.model();
    double[] amplitudes = judgement.amplitudes();
    IntStream strongest =
        IntStream.range(0, model.size())
            .filter(j -> model.exponents().get(j).im() >= 0)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -amplitudes[j]))
            .mapToInt(j -> j);
    return IntStream.concat(Arrays.stream(periods.modes()), strongest)
        .distinct()
        .limit(params.getInt("modes_shown"))
        .toArray();
  }

  private Figure mode(int mode) {
    SpectralModel model = judgement.model();
    int states = data.names().size();
    ComplexMatrix contribution = model.contributions().columns(mode, mode + 1);
    // A mode that turns comes with its conjugate: together they are twice the real part.
    double factor = model.exponents().get(mode).im() == 0 ? 1 : 2;
    String title = title(mode);
    if (states == 1 && contribution.rows() > 1) {
      double[] delays =
          IntStream.range(0, contribution.rows()).mapToDouble(k -> k * model.step()).toArray();
      return Figure.builder(title)
          .x(Axis.linear(time))
          .y(Axis.linear(data.names().get(0)))
          .add(Line.of("share of the first window", delays, scaled(contribution, factor)))
          .size(7.2, 3.6)
          .build();
    }
    return StateMap.of(params, data, states)
        .figure(title, "share of the first sample", scaled(contribution.rows(0, states), factor));
  }

  private static double[] scaled(ComplexMatrix column, double factor) {
    return DoubleStream.of(column.column(0).re()).map(value -> factor * value).toArray();
  }

  private String title(int mode) {
    double period = judgement.period(mode);
    String turn =
        Double.isInfinite(period)
            ? "Mode that does not turn"
            : String.format(Locale.ROOT, "Mode of period %.4g %s", period, unit).strip();
    return String.format(
        Locale.ROOT,
        "%s, growth %.2g, residual %.2g",
        turn,
        judgement.growth()[mode],
        judgement.residuals()[mode]);
  }
}
