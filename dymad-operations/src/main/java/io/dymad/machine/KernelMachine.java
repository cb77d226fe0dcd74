package io.dymad.machine;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.kernel.Kernel;
import io.dymad.kernel.KernelRegression;
import io.dymad.kernel.TangentKernelRidge;
import io.dymad.numerics.Matrix;
import io.dymad.sampling.Hold;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.Simulation;
import io.dymad.transforms.SavitzkyGolay;
import java.util.ArrayList;
import java.util.List;

/**
 * Dynamics that a regression with kernels gives; immutable. The regression takes a state and,
 * beside it, the controls.
 *
 * @param kind what the regression gives
 * @param regression the function that was fitted
 * @param stateSize number of state variables
 * @param step time between samples
 * @param hold what controls are between samples, for KM
 */
public record KernelMachine(
    MachineKind kind, KernelRegression regression, int stateSize, double step, Hold hold) {
  /** Tolerance of the integrator, below the error of any fit. */
  private static final double TOLERANCE = 1e-9;

  /** A state so many times as large as any fitted one has left what the machine knows. */
  private static final double FAR = 1e6;

  public KernelMachine {
    requireNonNull(kind, "kind");
    requireNonNull(hold, "hold");
    if (regression.outputSize() != stateSize || regression.inputSize() < stateSize) {
      throw new IllegalArgumentException(
          "A regression of %d values from %d variables is no dynamics of %d states."
              .formatted(regression.outputSize(), regression.inputSize(), stateSize));
    }
    if (kind == MachineKind.KMM
        && !(regression instanceof TangentKernelRidge field
            && field.tangents() instanceof LocalManifold)) {
      throw new IllegalArgumentException("KMM needs a regression along a manifold of samples.");
    }
    if (!(step > 0)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
  }

  /**
   * Fits a machine.
   *
   * @throws ArithmeticException if the ridge is lost in rounding
   * @throws IllegalArgumentException if time steps differ, a trajectory is too short for the
   *     derivative or none has two samples, kernels do not fit the states, or KMM is given controls
   */
  public static KernelMachine fit(MachineKind kind, Trajectories train, MachineConfig config) {
    double step = train.uniformStep();
    FitSamples samples = FitSamples.of(kind, train, config.derivative(), step);
    KernelRegression regression =
        kind == MachineKind.KMM
            ? alongManifold(samples, train.controlSize(), config)
            : config.kernels().fit(samples.inputs(), samples.targets(), config.ridge());
    return new KernelMachine(kind, regression, train.stateSize(), step, config.hold());
  }

  private static KernelRegression alongManifold(
      FitSamples samples, int controls, MachineConfig config) {
    if (controls > 0) {
      throw new IllegalArgumentException(
          "KMM has no controls, but the trajectories have %d.".formatted(controls));
    }
    if (!(config.kernels() instanceof MachineKernels.Shared shared)) {
      throw new IllegalArgumentException("KMM has one kernel for all values.");
    }
    MachineConfig.ManifoldConfig about = config.manifold();
    LocalManifold manifold =
        new LocalManifold(samples.inputs(), about.dimension(), about.neighbours(), about.degree());
    Kernel kernel = shared.kernel().fit(samples.inputs());
    return TangentKernelRidge.fit(
        kernel, manifold, samples.inputs(), samples.targets(), config.ridge());
  }

  /** Returns the number of controls. */
  public int controlSize() {
    return regression.inputSize() - stateSize;
  }

  /**
   * Returns what the regression gives: the derivative by time, the successor, or the increment.
   *
   * @param states shape {@code [n, stateSize]}
   * @param controls shape {@code [n, controlSize]}
   * @return shape {@code [n, stateSize]}
   */
  public Matrix evaluate(Matrix states, Matrix controls) {
    return regression.predict(states.beside(controls));
  }

  /**
   * Returns the error of what the regression gives at the samples of trajectories, relative to the
   * root mean square of what it should give there.
   *
   * @param derivative of series, for machines that give a derivative
   * @throws IllegalArgumentException if the trajectories have another time step, or are too short
   */
  public double error(Trajectories trajectories, SavitzkyGolay derivative) {
    trajectories.items().forEach(this::requireStep);
    FitSamples samples = FitSamples.of(kind, trajectories, derivative, step);
    Matrix error = regression.predict(samples.inputs()).minus(samples.targets());
    return error.frobeniusNorm() / samples.targets().frobeniusNorm();
  }

  /**
   * Returns the course that the machine gives from the first state of a trajectory, under its
   * controls.
   *
   * @return one row for each sample; NaN from where the state left all that the machine knows
   * @throws IllegalArgumentException if the trajectory has states or controls of another number, or
   *     other time steps where the machine needs its own
   */
  public Matrix rollout(Trajectory course) {
    if (course.x().columns() != stateSize || course.u().columns() != controlSize()) {
      throw new IllegalArgumentException(
          "A course of %d states and %d controls is none of a machine of %d and %d."
              .formatted(course.x().columns(), course.u().columns(), stateSize, controlSize()));
    }
    if (kind != MachineKind.KM) {
      requireStep(course);
    }
    double[] start = course.x().row(0);
    Matrix states =
        kind == MachineKind.KM
            ? new Simulation(TOLERANCE, TOLERANCE)
                .run(new Field(), course.t(), start, course.u(), hold)
            : stepByStep(start, course.u());
    int missing = course.steps() - states.rows();
    return states.above(Matrix.generate(missing, stateSize, (k, j) -> Double.NaN));
  }

  private void requireStep(Trajectory course) {
    if (course.steps() > 1) {
      double own = new Trajectories(List.of(course)).uniformStep();
      if (Math.abs(own - step) > 1e-6 * step) {
        throw new IllegalArgumentException(
            "The time step of the course (%s) is not that of the machine (%s)."
                .formatted(own, step));
      }
    }
  }

  private Matrix stepByStep(double[] start, Matrix controls) {
    Matrix state = Matrix.ofRowMajor(1, start.length, start);
    double far = FAR * regression.samples().maxAbs();
    List<Matrix> states = new ArrayList<>(List.of(state));
    for (int k = 1; k < controls.rows(); k++) {
      try {
        state = next(state, controls.rows(k - 1, k));
      } catch (ArithmeticException e) {
        // Far from all samples neither a diffusion kernel nor a tangent is known.
        break;
      }
      if (!(state.maxAbs() <= far)) {
        break;
      }
      states.add(state);
    }
    return Matrix.stack(states.toArray(Matrix[]::new));
  }

  private Matrix next(Matrix state, Matrix controls) {
    return switch (kind) {
      case DKM -> evaluate(state, controls);
      case DKMSK -> state.plus(evaluate(state, controls));
      default -> onManifold(state);
    };
  }

  /** A step of the classical method of Runge and Kutta, whose end is put on the manifold. */
  private Matrix onManifold(Matrix state) {
    Matrix first = regression.predict(state);
    Matrix second = regression.predict(state.plus(first.times(step / 2)));
    Matrix third = regression.predict(state.plus(second.times(step / 2)));
    Matrix fourth = regression.predict(state.plus(third.times(step)));
    Matrix slope = first.plus(second.plus(third).times(2)).plus(fourth).times(1.0 / 6);
    LocalManifold manifold = (LocalManifold) ((TangentKernelRidge) regression).tangents();
    return manifold.move(state, slope.times(step));
  }

  /** The machine as a differential equation. */
  private final class Field implements OdeSystem {
    @Override
    public int stateSize() {
      return stateSize;
    }

    @Override
    public int controlSize() {
      return KernelMachine.this.controlSize();
    }

    @Override
    public double[] derivative(double t, double[] x, double[] u, double[] p) {
      Matrix state = Matrix.ofRowMajor(1, x.length, x);
      return evaluate(state, Matrix.ofRowMajor(1, u.length, u)).row(0);
    }
  }
}
