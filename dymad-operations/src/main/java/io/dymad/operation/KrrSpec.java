package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.stream.Stream;

/** The description of {@link KrrOperation}. */
final class KrrSpec {
  private KrrSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.krr")
            .doc("Learns dynamics by kernel ridge regression, in closed form, and forecasts.");
    Stream.of(
            DataParameters.specs(),
            MachineParameters.specs(),
            SplitParameters.specs(),
            KernelParameters.specs(),
            MachineParameters.details(),
            report())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    return spec.metric("n_samples", "Fitted samples: the size of the linear system.")
        .metric("n_states", "State variables of the machine, all of a window.")
        .metric("kernel_width", "Width of the first kernel; NaN of a polynomial.")
        .metric("fit_error", "Error of the regression at fitted samples, relative to its values.")
        .metric("one_step_error", "The same at held-out samples.")
        .metric("reconstruction_error", "Relative error of the first fitted course.")
        .metric("forecast_error", "Relative error of all held-out courses together.")
        .metric("rmse_mean", "Mean over held-out courses of the root mean square of the error.")
        .metric("rmse_std", "Standard deviation of these.")
        .metric("rmse_median", "Median of these.")
        .metric("rmse_min", "Least of these.")
        .metric("rmse_max", "Largest of these.")
        .metric("nrmse_mean", "Mean of the errors relative to the spread of the fitted states.")
        .metric("vpt_mean", "Mean time for which held-out courses are forecast within vpt_gamma.")
        .metric("n_held_out", "Held-out courses.")
        .metric("n_diverged", "Warning: held-out courses that left what the machine knows.")
        .artifact("model.json", "The machine; model.npz has its samples and coefficients.")
        .artifact(
            "transform.json",
            "What scales and embeds states; transform.npz has its arrays. Where there are controls,"
                + " controls.json is what scales them.")
        .artifact("courses.csv", "Errors of each held-out course, and how long it is forecast.")
        .artifact("errors.csv", "Relative error over time of the fitted and held-out courses.")
        .artifact(
            "forecasts.npz",
            "Held-out courses x, predicted, and their lengths; the first fitted one if none is"
                + " held out.")
        .artifact("plots/errors.png", "Error over time; each plot also as .svg and .data.csv.")
        .artifact("plots/course_median.png", "The held-out course whose error is in the middle.")
        .artifact(
            "plots/course_worst.png",
            "That of largest error. With several states, plots/phase.png shows the first two.")
        .build();
  }

  private static List<ParameterSpec.Builder> report() {
    return List.of(
        ParameterSpec.of("vpt_gamma", ParameterType.NUMBER)
            .min(0)
            .defaultValue(0.1)
            .doc("Error, in spreads of the fitted states, up to which a forecast is valid."));
  }
}
