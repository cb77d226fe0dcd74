package io.dymad.operation;

import io.dymad.kernel.DiffusionKernel;
import io.dymad.kernel.Kernel;
import io.metalab.api.Capture;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.List;

/** What a run of {@link KrrOperation} hands over beside the machine itself. */
final class KrrReport {
  private final StateData data;
  private final KrrFit fit;
  private final KrrJudgement judgement;

  KrrReport(StateData data, KrrFit fit, KrrJudgement judgement) {
    this.data = data;
    this.fit = fit;
    this.judgement = judgement;
  }

  void capture(Capture capture) {
    captureMetrics(capture);
    capture.artifact("courses.csv", courses());
    capture.artifact("errors.csv", errors());
    capture.artifact("forecasts.npz", Course.arrays(judgement.shown()));
    new KrrPlots(data.names(), judgement).capture(capture);
  }

  private void captureMetrics(Capture capture) {
    double[] errors = judgement.each(Course::rootMeanSquare);
    long diverged = judgement.heldOut().stream().filter(Course::isDiverged).count();
    capture.metric("n_samples", fit.samples());
    capture.metric("n_states", fit.machine().stateSize());
    capture.metric("kernel_width", width(fit.machine().regression().kernels().get(0)));
    capture.metric("fit_error", fit.error(fit.train()));
    capture.metric("one_step_error", fit.heldOut().map(fit::error).orElse(Double.NaN));
    capture.metric("reconstruction_error", Course.relativeError(List.of(judgement.own())));
    capture.metric("forecast_error", Course.relativeError(judgement.heldOut()));
    capture.metric("rmse_mean", Summaries.mean(errors));
    capture.metric("rmse_std", Summaries.deviation(errors));
    capture.metric("rmse_median", Summaries.median(errors));
    capture.metric("rmse_min", Summaries.min(errors));
    capture.metric("rmse_max", Summaries.max(errors));
    capture.metric("nrmse_mean", Summaries.mean(judgement.each(judgement::inSpreads)));
    capture.metric("vpt_mean", Summaries.mean(judgement.each(judgement::validTime)));
    capture.metric("n_held_out", errors.length);
    capture.metric("n_diverged", diverged);
    if (diverged > 0) {
      capture.note(
          "%d of %d held-out courses left what the machine knows, so that means are NaN. Maybe fit more samples, or a larger ridge."
              .formatted(diverged, errors.length));
    }
  }

  private static double width(Kernel kernel) {
    if (kernel instanceof Kernel.Gaussian gaussian) {
      return gaussian.width();
    }
    if (kernel instanceof Kernel.Exponential exponential) {
      return exponential.width();
    }
    return kernel instanceof DiffusionKernel diffusion
        ? Math.sqrt(2 * diffusion.epsilon())
        : Double.NaN;
  }

  private CsvTable courses() {
    List<List<Object>> rows = new ArrayList<>();
    for (Course course : judgement.heldOut()) {
      rows.add(
          List.of(
              course.index(),
              course.rootMeanSquare(),
              Course.relativeError(List.of(course)),
              judgement.inSpreads(course),
              judgement.validTime(course),
              course.isDiverged()));
    }
    return CsvTable.of(
        List.of("trajectory", "rmse", "relative_error", "nrmse", "vpt", "diverged"), rows);
  }

  private CsvTable errors() {
    List<Course> all = new ArrayList<>(List.of(judgement.own()));
    all.addAll(judgement.heldOut());
    return Course.errorTable(all);
  }
}
