package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.stream.Stream;

/** The description of {@link GenerateOperation}. */
final class GenerateSpec {
  private GenerateSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.generate")
            .doc("Samples trajectories of a known system of ordinary differential equations.");
    Stream.of(system(), times(), starts(), control())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    return spec.metric("n_traj", "Trajectories that were integrated to their end.")
        .metric("n_steps", "Samples of each.")
        .metric("n_failures", "Trajectories that were not, which the dataset leaves out.")
        .artifact(
            "dataset.npz",
            "The trajectories: x, t, and u, y, p where there are some; adj, ei, ew of a network.")
        .artifact("dataset.json", "Sizes, step, content hash, and why trajectories are missing.")
        .build();
  }

  private static List<ParameterSpec.Builder> system() {
    return List.of(
        ParameterSpec.of("system", ParameterType.STRING)
            .choices(
                "linear",
                "slow_manifold",
                "van_der_pol",
                "duffing",
                "lorenz",
                "perturbed_circle",
                "pendulum",
                "double_pendulum",
                "kuramoto")
            .doc("What is integrated."),
        ParameterSpec.of("coefficients", ParameterType.LIST)
            .defaultValue(List.of())
            .doc(
                "slow_manifold mu, lambda [-0.5, -3]; van_der_pol mu [1]; duffing alpha, beta,"
                    + " delta [-1, 1, 0.5]; lorenz sigma, rho, beta [10, 28, 8/3]; perturbed_circle"
                    + " speed [1.5]; pendulum damping [0.1]."),
        ParameterSpec.of("matrix", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Rows of A in x' = A x + B u (linear)."),
        ParameterSpec.of("input_matrix", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Rows of B (linear); no controls if empty."),
        ParameterSpec.of("lengths", ParameterType.LIST)
            .unit("metres")
            .defaultValue(List.of(1, 1))
            .doc("Shortest and longest length, drawn for each trajectory (pendulum)."),
        ParameterSpec.of("frequencies", ParameterType.LIST)
            .unit("radians per unit of time")
            .defaultValue(List.of())
            .doc("Own frequency of each phase (kuramoto)."),
        ParameterSpec.of("coupling", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Rows of K in x_i' = w_i + sum_j K_ij sin(x_j - x_i) (kuramoto)."),
        ParameterSpec.of("groups", ParameterType.LIST)
            .defaultValue(List.of())
            .doc(
                "Group of each phase, counted from 0, whose mean cosine and sine are observed as y;"
                    + " one group if empty (kuramoto)."));
  }

  private static List<ParameterSpec.Builder> times() {
    return List.of(
        ParameterSpec.of("trajectories", ParameterType.INTEGER)
            .range(1, 1_000_000)
            .defaultValue(16)
            .doc("How many."),
        ParameterSpec.of("samples", ParameterType.INTEGER)
            .range(2, 100_000_000)
            .defaultValue(101)
            .doc("Samples of each, dropped ones included."),
        ParameterSpec.of("dt", ParameterType.NUMBER)
            .min(0)
            .defaultValue(0.1)
            .doc("Time between samples, above 0."),
        ParameterSpec.of("dropped", ParameterType.INTEGER)
            .min(0)
            .defaultValue(0)
            .doc("Samples left out at the start, such as a transient; time begins after them."),
        ParameterSpec.of("rtol", ParameterType.NUMBER)
            .range(1e-14, 0.1)
            .defaultValue(1e-10)
            .doc("Relative tolerance of a step."),
        ParameterSpec.of("atol", ParameterType.NUMBER)
            .range(1e-300, 1)
            .defaultValue(1e-10)
            .doc("Absolute tolerance of a step, in the unit of the state."));
  }

  private static List<ParameterSpec.Builder> starts() {
    return List.of(
        ParameterSpec.of("start", ParameterType.STRING)
            .choices("uniform", "gaussian", "grid", "near", "given")
            .defaultValue("uniform")
            .doc("How initial states are chosen."),
        ParameterSpec.of("low", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Least value of each variable (uniform, grid); -1 if empty."),
        ParameterSpec.of("high", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Greatest value of each variable (uniform, grid); 1 if empty."),
        ParameterSpec.of("mean", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Mean of each variable (gaussian); 0 if empty."),
        ParameterSpec.of("deviation", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Standard deviation of each variable (gaussian, near); 1 if empty."),
        ParameterSpec.of("counts", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Points of each variable (grid)."),
        ParameterSpec.of("points", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("States, one list each (given, near)."));
  }

  private static List<ParameterSpec.Builder> control() {
    return List.of(
        ParameterSpec.of("control", ParameterType.STRING)
            .choices("none", "chirp", "sine", "gaussian", "sphere", "external")
            .defaultValue("none")
            .doc("What drives the system."),
        ParameterSpec.of("hertz", ParameterType.LIST)
            .defaultValue(List.of(0.5, 2))
            .doc("First and last frequency of a chirp; the range of those of sines."),
        ParameterSpec.of("amplitude", ParameterType.LIST)
            .defaultValue(List.of(0.5, 1))
            .doc("Range of amplitudes (chirp, sine)."),
        ParameterSpec.of("terms", ParameterType.INTEGER)
            .range(1, 1000)
            .defaultValue(3)
            .doc("Number of sines (sine)."),
        ParameterSpec.of("spread", ParameterType.NUMBER)
            .min(0)
            .defaultValue(1)
            .doc("Standard deviation (gaussian) or radius (sphere)."),
        ParameterSpec.of("hold", ParameterType.STRING)
            .choices("constant", "linear", "cubic")
            .defaultValue("constant")
            .doc("What the control does between samples (gaussian, sphere, external)."),
        ParameterSpec.of("control_file", ParameterType.FILE)
            .defaultValue(null)
            .doc(
                "The control itself (external): an .npz whose array u is [trajectory, sample,"
                    + " input] or, for all trajectories, [sample, input]; or a .csv with a row for"
                    + " each sample."),
        ParameterSpec.of("control_columns", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Columns of the .csv, one for each input; all if empty (external)."),
        ParameterSpec.of("control_trajectory", ParameterType.STRING)
            .defaultValue("")
            .doc(
                "Column of the .csv that tells trajectories apart; one for all if empty"
                    + " (external)."));
  }
}
