package io.dymad.sampling;

/** The controls of one trajectory as functions of time. */
@FunctionalInterface
interface ControlSignal {
  /**
   * Returns the controls.
   *
   * @param interval k if t is in {@code [t_k, t_(k+1)]}; it says which side a jump is seen from
   * @param t time
   */
  double[] at(int interval, double t);
}
