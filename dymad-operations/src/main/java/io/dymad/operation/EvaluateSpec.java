package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.stream.Stream;

/** The description of {@link EvaluateOperation}. */
final class EvaluateSpec {
  private EvaluateSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.evaluate")
            .doc("Judges a trained model by what it makes of courses that it was not fitted to.");
    Stream.of(checkpoint(), DataParameters.specs(), judging())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    return spec.metric("rmse_mean", "Mean over courses of the root mean square of the error.")
        .metric("rmse_std", "Standard deviation of these.")
        .metric("rmse_median", "Median of these.")
        .metric("rmse_min", "Least of these.")
        .metric("rmse_max", "Largest of these.")
        .metric("mae_mean", "Mean over courses of the mean modulus of the error.")
        .metric("nrmse_mean", "Mean of the errors relative to the spread of the fitted states.")
        .metric("vpt_mean", "Mean time for which courses are predicted within vpt_gamma.")
        .metric("vpt_min", "Least of these.")
        .metric("forecast_error", "Relative error of all courses together.")
        .metric("n_courses", "Courses judged.")
        .metric("n_train", "Of these, courses that the model was fitted to.")
        .metric("n_held_out", "Of these, courses that chose its best weights.")
        .metric("n_new", "Of these, courses that its training never saw.")
        .metric("n_diverged", "Warning: courses that diverge; means then are NaN.")
        .metric("diverged_step", "First sample at which one of them diverges; NaN if none does.")
        .artifact(
            "courses.csv",
            "Part, errors and valid time of each course, and the sample at which it diverges.")
        .artifact("metrics.json", "The errors as DyMAD writes them: aggregate and per trajectory.")
        .artifact("errors.csv", "Relative error of each course over time.")
        .artifact("rollouts.npz", "Courses x, predicted, and their lengths.")
        .artifact("plots/errors.png", "Error over time; each plot also as .svg and .data.csv.")
        .artifact("plots/course_best.png", "The course that is predicted best.")
        .artifact("plots/course_median.png", "The course whose error is in the middle.")
        .artifact(
            "plots/course_worst.png",
            "That of largest error. With several states, plots/phase.png shows the first two.")
        .build();
  }

  private static List<ParameterSpec.Builder> checkpoint() {
    return List.of(
        CheckpointParameters.spec()
            .doc(
                "What dymad.train left, as {artifact: checkpoint, stage: fit}; its best weights are"
                    + " judged."));
  }

  private static List<ParameterSpec.Builder> judging() {
    return List.of(
        ParameterSpec.of("part", ParameterType.STRING)
            .choices("unseen", "new", "held_out", "train", "all")
            .defaultValue("unseen")
            .doc(
                "Courses to judge, recognised by their content: not fitted, not known to the"
                    + " training at all, those that chose the best weights, fitted, or all."),
        ParameterSpec.of("horizon", ParameterType.INTEGER)
            .unit("samples")
            .range(2, 1_000_000_000)
            .defaultValue(null)
            .doc("How many samples of each course are predicted, the first one included."),
        ParameterSpec.of("vpt_gamma", ParameterType.NUMBER)
            .min(0)
            .defaultValue(0.1)
            .doc("Error, in spreads of the fitted states, up to which a prediction is valid."),
        ParameterSpec.of("diverged_above", ParameterType.NUMBER)
            .min(0)
            .defaultValue(Course.DIVERGED_SPREADS)
            .doc("Error, in spreads, from which on a course counts as diverged."));
  }
}
