package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The description of {@link DmdOperation}. */
final class DmdSpec {
  private DmdSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.dmd")
            .doc("Decomposes trajectories into modes that grow, decay and oscillate.");
    Stream.of(
            DataParameters.specs(),
            Preparation.specs(),
            SplitParameters.specs(),
            method(),
            RankParameters.specs("snapshots"),
            special(),
            ReportParameters.specs())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    addMetrics(spec);
    return spec.artifact(
            "model.npz",
            "Eigenvalues, exponents, modes and amplitudes (_re, _im), mean, and what the method"
                + " gives besides; with save full, functions and modes of whole windows.")
        .artifact(
            "spectrum.csv",
            "Eigenvalue, growth, period, amplitude, residuals of each mode; deviations of bags.")
        .artifact("periods.csv", "For each of the periods looked for, the mode nearest to it.")
        .artifact("singular_values.csv", "Singular values of the fitted snapshots.")
        .artifact("errors.csv", "Relative error over time of the fitted and held-out courses.")
        .artifact("plots/eigenvalues.png", "The spectrum; each plot also as .svg and .data.csv.")
        .artifact("plots/exponents.png", "The same in the plane of growth and frequency.")
        .artifact("plots/singular_values.png", "Singular values, those used in another colour.")
        .artifact("plots/errors.png", "Error over time, fitted and held out.")
        .artifact("plots/course.png", "A held-out course and its forecast.")
        .artifact("plots/mode_1.png", "A mode as a map or line, and so on to modes_shown.")
        .build();
  }

  private static List<ParameterSpec.Builder> method() {
    Object[] names = Stream.of(DmdMethod.values()).map(DmdMethod::wireName).toArray();
    return List.of(
        ParameterSpec.of("method", ParameterType.STRING)
            .choices(names)
            .defaultValue(name(DmdMethod.EXACT))
            .doc(
                "The member of the family; with a delay, exact and projected are Hankel"
                    + " (higher-order) DMD."),
        ParameterSpec.of("amplitudes", ParameterType.STRING)
            .choices("first", "all")
            .defaultValue("all")
            .doc("Fit the amplitudes to the first sample, or to the whole first trajectory."),
        ParameterSpec.of("regularisation", ParameterType.NUMBER)
            .min(0)
            .defaultValue(0)
            .doc("Added to the squared singular values (exact, projected, sparse)."));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<ParameterSpec.Builder> special() {
    return List.of(
        ParameterSpec.of("penalty", ParameterType.NUMBER)
            .min(0)
            .defaultValue(1)
            .doc("Weight of the sum of amplitudes; larger keeps fewer modes (sparse)."),
        ParameterSpec.of("constraint", ParameterType.STRING)
            .choices("free", "imaginary")
            .defaultValue("free")
            .doc("Where exponents may lie (optimized, bagged)."),
        ParameterSpec.of("max_iterations", ParameterType.INTEGER)
            .range(1, 100_000)
            .defaultValue(200)
            .doc("Most steps of the optimisation (optimized, bagged)."),
        ParameterSpec.of("bags", ParameterType.INTEGER)
            .range(2, 100_000)
            .defaultValue(20)
            .doc("Number of random parts (bagged)."),
        ParameterSpec.of("bag_fraction", ParameterType.NUMBER)
            .range(0, 1)
            .defaultValue(0.6)
            .doc("Share of the samples in each part (bagged)."),
        ParameterSpec.of("structure", ParameterType.STRING)
            .choices("orthogonal", "symmetric", "skew", "circulant", "upper_triangular", "banded")
            .defaultValue("orthogonal")
            .doc("What physics says of the operator (structured)."),
        ParameterSpec.of("band_below", ParameterType.INTEGER)
            .min(0)
            .defaultValue(1)
            .doc("Diagonals below the main one (structured, banded)."),
        ParameterSpec.of("band_above", ParameterType.INTEGER)
            .min(0)
            .defaultValue(1)
            .doc("Diagonals above the main one (structured, banded)."),
        ParameterSpec.of("levels", ParameterType.INTEGER)
            .range(0, 20)
            .defaultValue(3)
            .doc("Last level; each halves the windows of the one before (multiresolution)."),
        ParameterSpec.of("max_cycles", ParameterType.NUMBER)
            .min(0)
            .defaultValue(2)
            .doc("Modes that turn less often in a window are slow (multiresolution)."));
  }

  private static void addMetrics(OperationSpec.Builder spec) {
    spec.metric("n_modes", "Number of modes.")
        .metric("spectral_radius", "Largest modulus of an eigenvalue.")
        .metric("spectral_abscissa", "Largest growth rate, per unit of time.")
        .metric("residual_train_median", "Median residual of the eigenpairs on what was fitted.")
        .metric("residual_train_max", "Largest of these.")
        .metric("residual_held_out_median", "Median residual on what was not fitted.")
        .metric("residual_held_out_max", "Largest of these.")
        .metric("reconstruction_error", "Relative error of the modes' own series, first course.")
        .metric("forecast_error", "Relative error of forecasts of the held-out courses.")
        .metric("data_condition", "Largest over smallest singular value used.")
        .metric("modes_condition", "How much the modes magnify errors of amplitudes.")
        .metric("exponent_deviation", "Largest standard deviation of an exponent (bagged).")
        .metric("converged", "Whether the method met its tolerance.")
        .metric("n_polluted", "Warning: modes with a residual above residual_limit.")
        .metric("ill_conditioned", "Warning: rounding may have spoilt half of the digits.")
        .metric("n_aliased", "Warning: negative eigenvalues, whose exponents are ambiguous.");
    PeriodTable.describe(spec);
  }
}
