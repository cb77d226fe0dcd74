package io.dymad.sampling;

import io.dymad.core.Trajectory;

/**
 * A system of ordinary differential equations {@code x' = f(t, x, u; p)}, with controls u and
 * parameters p of which there may be none, and what is observed of it; immutable.
 *
 * @see Systems
 */
public interface OdeSystem {
  /** Returns the number of state variables, at least 1. */
  int stateSize();

  /** Returns the number of controls; 0 if there are none. */
  default int controlSize() {
    return 0;
  }

  /** Returns the number of parameters that hold during one trajectory; 0 if there are none. */
  default int parameterSize() {
    return 0;
  }

  /** Returns the number of auxiliary outputs, {@link Trajectory#y}; 0 if there are none. */
  default int outputSize() {
    return 0;
  }

  /**
   * Returns the time derivative of the state.
   *
   * @param t time
   * @param x state; not to be changed
   * @param u controls at this time; not to be changed
   * @param p parameters; not to be changed
   */
  double[] derivative(double t, double[] x, double[] u, double[] p);

  /** Returns the auxiliary outputs {@code y = g(t, x, u; p)}. */
  default double[] output(double t, double[] x, double[] u, double[] p) {
    return new double[0];
  }
}
