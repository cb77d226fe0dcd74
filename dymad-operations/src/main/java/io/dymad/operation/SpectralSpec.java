package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.stream.Stream;

/** The description of {@link SpectralOperation}. */
final class SpectralSpec {
  private SpectralSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.spectral")
            .doc("Analyses the spectrum of the Koopman operator of trajectories, with residuals.");
    Stream.of(
            DataParameters.specs(),
            checkpoint(),
            Preparation.specs(),
            SplitParameters.specs(),
            DictionaryParameters.specs(),
            method(),
            RankParameters.specs("functions"),
            filter(),
            uncertainty(),
            views())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    addMetrics(spec);
    return spec.artifact(
            "eigentriples.npz",
            "Eigenvalues, exponents, functions of the dictionary, modes of the states (_re, _im),"
                + " residuals, standard deviations, kept.")
        .artifact(
            "residuals.csv",
            "Eigenvalue, exponent, residuals and standard deviations of each pair.")
        .artifact("pseudospectrum.npz", "Grid re, im and the smallest residual tau there.")
        .artifact("measure.csv", "Spectral density of the observable over angles.")
        .artifact("resolvent.csv", "Gains of the operator and of the kept pairs over frequency.")
        .artifact("eigenfunctions.npz", "Kept eigenfunctions on a grid, or along the first course.")
        .artifact("snapshots.npz", "The functions at the fitted samples, and the fitted matrix.")
        .artifact("plots/eigenvalues.png", "The spectrum; each plot also as .svg and .data.csv.")
        .artifact("plots/exponents.png", "The same in the plane of growth and frequency.")
        .artifact("plots/pseudospectrum.png", "Contours of the smallest residual.")
        .artifact("plots/measure.png", "The spectral measure.")
        .artifact("plots/resolvent.png", "Gains over frequency.")
        .build();
  }

  private static List<ParameterSpec.Builder> checkpoint() {
    return List.of(
        CheckpointParameters.spec()
            .neutral(null)
            .doc(
                "What dymad.train left of a linear model, as {artifact: checkpoint, stage: fit}:"
                    + " functions are those of its encoder, the matrix is its own, and what it was"
                    + " fitted to is recognised. Parameters about all that are left out."),
        ParameterSpec.of(FixedControl.NAME, ParameterType.LIST)
            .neutral(null)
            .doc(
                "With the checkpoint of a model that has controls: the constant control under which"
                    + " its spectrum is taken, in the units of the data; zeros if left out."));
  }

  private static List<ParameterSpec.Builder> method() {
    return List.of(
        ParameterSpec.of("method", ParameterType.STRING)
            .choices("edmd", "measure_preserving")
            .defaultValue("edmd")
            .doc("Least squares, or the nearest unitary matrix for systems that keep volumes."));
  }

  private static List<ParameterSpec.Builder> filter() {
    return List.of(
        ParameterSpec.of("keep", ParameterType.INTEGER)
            .min(1)
            .defaultValue(null)
            .doc("Keep this many pairs, those of smallest residual; conjugates come together."),
        ParameterSpec.of("max_residual", ParameterType.NUMBER)
            .min(0)
            .defaultValue(null)
            .doc("Keep pairs up to this residual, held-out if there is one."),
        ParameterSpec.of("remove_one", ParameterType.BOOLEAN)
            .defaultValue(true)
            .doc("Leave out the eigenvalue 1 of the constant function."),
        ParameterSpec.of("residual_limit", ParameterType.NUMBER)
            .min(0)
            .defaultValue(0.1)
            .doc("A pair with a larger residual counts as pollution of the spectrum."));
  }

  private static List<ParameterSpec.Builder> uncertainty() {
    return List.of(
        ParameterSpec.of("bootstrap", ParameterType.INTEGER)
            .range(0, 100_000)
            .defaultValue(0)
            .doc(
                "Drawings of the fitted trajectories for standard deviations of the exponents, such"
                    + " as 200; none at 0."));
  }

  private static List<ParameterSpec.Builder> views() {
    return List.of(
        ParameterSpec.of("grid_points", ParameterType.INTEGER)
            .range(2, 2000)
            .defaultValue(40)
            .doc("Points each way of the pseudospectrum's grid."),
        ParameterSpec.of("grid_radius", ParameterType.NUMBER)
            .min(0)
            .defaultValue(1.25)
            .doc("The grid covers [-radius, radius] both ways, in the plane of eigenvalues."),
        ParameterSpec.of("observable", ParameterType.INTEGER)
            .min(0)
            .defaultValue(0)
            .doc("Index of the state variable whose spectral measure is computed."),
        ParameterSpec.of("measure_order", ParameterType.INTEGER)
            .range(1, 10)
            .defaultValue(4)
            .doc("Order of the smoothing kernel."),
        ParameterSpec.of("measure_width", ParameterType.NUMBER)
            .unit("radians")
            .range(1e-6, 1)
            .defaultValue(0.1)
            .doc("Width of the smoothing kernel."),
        ParameterSpec.of("measure_points", ParameterType.INTEGER)
            .range(2, 1_000_000)
            .defaultValue(400)
            .doc("Angles at which the density is computed."),
        ParameterSpec.of("frequencies", ParameterType.INTEGER)
            .range(2, 1_000_000)
            .defaultValue(200)
            .doc("Frequencies of the resolvent, from 0 to the highest that the step resolves."),
        ParameterSpec.of("eigenfunctions", ParameterType.INTEGER)
            .range(1, 12)
            .defaultValue(4)
            .doc("How many of the kept eigenfunctions are evaluated, smallest residual first."),
        ParameterSpec.of("function_points", ParameterType.INTEGER)
            .range(2, 1000)
            .defaultValue(41)
            .doc("Points each way of the grid for eigenfunctions of one or two variables."));
  }

  private static void addMetrics(OperationSpec.Builder spec) {
    spec.metric("n_features", "Number of independent functions used, hence of eigenpairs.")
        .metric("n_kept", "Number of pairs that the filter kept.")
        .metric("spectral_radius", "Largest modulus of a kept eigenvalue.")
        .metric("spectral_abscissa", "Largest growth rate of a kept pair, per unit of time.")
        .metric("residual_train_median", "Median residual of the kept pairs on what was fitted.")
        .metric("residual_train_max", "Largest of these.")
        .metric("residual_held_out_median", "Median residual of the kept pairs on the rest.")
        .metric("residual_held_out_max", "Largest of these.")
        .metric("exponent_deviation", "Largest standard deviation of a kept exponent (bootstrap).")
        .metric("n_degenerate", "Warning: drawings with dependent functions, drawn again.")
        .metric("prediction_error", "Relative error of predictions of the held-out courses.")
        .metric("orthogonality_error", "How far left and right vectors are from a dual basis.")
        .metric("tau_min", "Smallest residual of any function on the grid.")
        .metric("measure_mass", "Integral of the density over the energy of the observable.")
        .metric("represented_energy", "Share of that energy that the functions represent.")
        .metric("peak_gain", "Largest gain of the resolvent of the kept pairs.")
        .metric("peak_frequency", "Angular frequency of that gain, per unit of time.")
        .metric("features_condition", "Largest over smallest singular value of the functions.")
        .metric("vectors_condition", "Condition of the eigenvectors; huge for a defective matrix.")
        .metric("n_polluted", "Warning: pairs with a residual above residual_limit.")
        .metric("ill_conditioned", "Warning: rounding may have spoilt half of the digits.")
        .metric("n_aliased", "Warning: negative eigenvalues, whose exponents are ambiguous.");
  }
}
