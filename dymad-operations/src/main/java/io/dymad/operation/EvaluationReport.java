package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run of {@link EvaluateOperation} hands over. */
final class EvaluationReport {
  private final Params params;
  private final List<String> names;
  private final Evaluation evaluation;
  private final double[] errors;

  EvaluationReport(Params params, List<String> names, Evaluation evaluation) {
    this.params = params;
    this.names = List.copyOf(names);
    this.evaluation = evaluation;
    this.errors = evaluation.each(Course::rootMeanSquare);
  }

  void capture(Capture capture) {
    captureMetrics(capture);
    capture.artifact("courses.csv", courses());
    capture.data("metrics.json", metrics());
    capture.artifact("errors.csv", Course.errorTable(evaluation.courses()));
    capture.artifact("rollouts.npz", Course.arrays(evaluation.courses()));
    captureFigures(capture);
  }

  private void captureMetrics(Capture capture) {
    double[] valid = evaluation.each(evaluation::validTime);
    aggregate().forEach(capture::metric);
    capture.metric("mae_mean", Summaries.mean(evaluation.each(Course::meanAbsolute)));
    capture.metric("nrmse_mean", Summaries.mean(evaluation.each(evaluation::inSpreads)));
    capture.metric("vpt_mean", Summaries.mean(valid));
    capture.metric("vpt_min", Summaries.min(valid));
    capture.metric("forecast_error", Course.relativeError(evaluation.courses()));
    capture.metric("n_courses", errors.length);
    capture.metric("n_train", evaluation.count(TestedPiece.TRAIN));
    capture.metric("n_held_out", evaluation.count(TestedPiece.HELD_OUT));
    capture.metric("n_new", evaluation.count(TestedPiece.NEW));
    List<Course> diverged = evaluation.diverged();
    capture.metric("n_diverged", diverged.size());
    double[] steps = diverged.stream().mapToDouble(Course::divergedAt).toArray();
    capture.metric("diverged_step", Summaries.min(steps));
    if (!diverged.isEmpty()) {
      Course last = evaluation.byError().get(errors.length - 1);
      capture.note(
          "%d of %d courses diverge, so that means are NaN: that of trajectory %d at sample %d."
              .formatted(diverged.size(), errors.length, last.index(), last.divergedAt()));
    }
  }

  private Map<String, Double> aggregate() {
    Map<String, Double> aggregate = new LinkedHashMap<>();
    aggregate.put("rmse_mean", Summaries.mean(errors));
    aggregate.put("rmse_std", Summaries.deviation(errors));
    aggregate.put("rmse_median", Summaries.median(errors));
    aggregate.put("rmse_min", Summaries.min(errors));
    aggregate.put("rmse_max", Summaries.max(errors));
    return aggregate;
  }

  private CsvTable courses() {
    List<List<Object>> rows = new ArrayList<>();
    for (Course course : evaluation.courses()) {
      rows.add(
          List.of(
              course.index(),
              course.part(),
              course.times().rows(),
              course.rootMeanSquare(),
              course.meanAbsolute(),
              evaluation.inSpreads(course),
              Course.relativeError(List.of(course)),
              evaluation.validTime(course),
              course.isDiverged() ? course.divergedAt() : Double.NaN));
    }
    return CsvTable.of(
        List.of(
            "trajectory",
            "part",
            "samples",
            "rmse",
            "mae",
            "nrmse",
            "relative_error",
            "vpt",
            "diverged_step"),
        rows);
  }

  /** Returns errors by the names that DyMAD has for them; null where a course diverges. */
  private Map<String, Object> metrics() {
    Map<String, @Nullable Object> aggregate = new LinkedHashMap<>();
    aggregate().forEach((name, value) -> aggregate.put(name, orNull(value)));
    aggregate.put("n_test_trajectories", errors.length);
    List<@Nullable Double> each = new ArrayList<>();
    for (double error : errors) {
      each.add(orNull(error));
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("metric", "rollout_rmse");
    metrics.put("part", params.getString("part"));
    metrics.put("aggregate", aggregate);
    metrics.put("per_trajectory_rmse", each);
    metrics.put("trajectories", evaluation.courses().stream().map(Course::index).toList());
    metrics.put("parts", evaluation.courses().stream().map(Course::part).toList());
    metrics.put("left_out", evaluation.leftOut());
    return metrics;
  }

  private static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void captureFigures(Capture capture) {
    CoursePlots plots = new CoursePlots(names, Matrix.zeros(1, names.size()), "time");
    List<Course> byError = evaluation.byError();
    Plots.capture(capture, "errors", plots.errors(CoursePlots.few(byError)));
    captureCourse(capture, plots, "best", byError.get(0));
    captureCourse(capture, plots, "median", byError.get((byError.size() - 1) / 2));
    captureCourse(capture, plots, "worst", byError.get(byError.size() - 1));
    if (names.size() > 1) {
      Plots.capture(capture, "phase", plots.phase(CoursePlots.few(byError)));
    }
  }

  private void captureCourse(Capture capture, CoursePlots plots, String which, Course course) {
    String title = CoursePlots.title(which, errors.length, course);
    Plots.capture(capture, "course_" + which, plots.course(course, title));
  }
}
