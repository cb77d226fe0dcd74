package io.dymad.training;

import io.dymad.core.Trajectories;

/**
 * A phase that changes what the phases after it are fitted to: DyMAD's {@code data}. Weights stay
 * as they are, and so do the trajectories held out, so that what is best is judged alike before and
 * after. It is no epoch.
 */
public sealed interface DataPhase extends Phase permits Smooth, Context {
  /**
   * Returns what the next phases are fitted to.
   *
   * @param original what the task has to be fitted to
   * @param current what the phase before was fitted to
   * @throws IllegalArgumentException if it cannot be changed so
   */
  Trajectories apply(Trajectories original, Trajectories current);
}
