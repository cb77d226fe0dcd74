package io.dymad.sampling;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/** One course of a system, integrated from sample to sample. */
final class Integration {
  /** Smallest step of the integrator, relative to the time between samples. */
  private static final double SMALLEST_STEP = 1e-10;

  /** Evaluations of the system between two samples beyond which a course counts as failed. */
  private static final int MAX_EVALUATIONS = 1_000_000;

  private final OdeSystem system;
  private final ControlSignal control;
  private final double[] parameters;
  private final double relativeTolerance;
  private final double absoluteTolerance;
  private double reached;

  Integration(
      OdeSystem system,
      ControlSignal control,
      double[] parameters,
      double relativeTolerance,
      double absoluteTolerance) {
    this.system = system;
    this.control = control;
    this.parameters = parameters;
    this.relativeTolerance = relativeTolerance;
    this.absoluteTolerance = absoluteTolerance;
  }

  /**
   * Returns the states at the sample times.
   *
   * @param checkpoint called with the number of each sample but the first before it is integrated
   * @throws ArithmeticException if the state grows beyond all numbers, or changes faster than any
   *     step of the integrator follows
   */
  double[][] states(double[] times, double[] start, IntConsumer checkpoint) {
    double[][] states = new double[times.length][];
    fill(states, times, start, checkpoint);
    return states;
  }

  /** Puts the states at the sample times into an array, which keeps those before a failure. */
  void fill(double[][] states, double[] times, double[] start, IntConsumer checkpoint) {
    states[0] = start;
    for (int k = 1; k < times.length; k++) {
      reached = times[k - 1];
      checkpoint.accept(k);
      double[] next = advance(k - 1, times[k - 1], times[k], states[k - 1]);
      if (!Arrays.stream(next).allMatch(Double::isFinite)) {
        throw new ArithmeticException("The state left the range of numbers.");
      }
      states[k] = next;
    }
  }

  /** Returns the time of the last sample that was reached. */
  double reached() {
    return reached;
  }

  private double[] advance(int interval, double from, double to, double[] state) {
    double length = to - from;
    DormandPrince853Integrator integrator =
        new DormandPrince853Integrator(
            SMALLEST_STEP * length, length, absoluteTolerance, relativeTolerance);
    integrator.setMaxEvaluations(MAX_EVALUATIONS);
    try {
      ODEStateAndDerivative end =
          integrator.integrate(new Equation(interval), new ODEState(from, state), to);
      return end.getPrimaryState();
    } catch (MathRuntimeException e) {
      throw (ArithmeticException) new ArithmeticException(e.getMessage()).initCause(e);
    }
  }

  /** The system as the integrator wants it, with the controls of one interval. */
  private final class Equation implements OrdinaryDifferentialEquation {
    private final int interval;

    Equation(int interval) {
      this.interval = interval;
    }

    @Override
    public int getDimension() {
      return system.stateSize();
    }

    @Override
    public double[] computeDerivatives(double t, double[] state) {
      return system.derivative(t, state, control.at(interval, t), parameters);
    }
  }
}
