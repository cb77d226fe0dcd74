package io.dymad.dmd;

import io.dymad.core.DelayEmbedding;
import io.dymad.core.Trajectories;
import io.dymad.numerics.Matrix;

/**
 * Dynamic mode decomposition of windows of consecutive snapshots (Hankel DMD, higher-order DMD): it
 * finds more frequencies than there are sensors. Windows and pairs never cross from one trajectory
 * to the next.
 *
 * @param delays snapshots of a window, at least 1
 * @param dmd what is fitted to the windows
 * @see <a href="https://doi.org/10.1137/17M1125236">Arbabi and Mezić (2017)</a>
 * @see <a href="https://doi.org/10.1137/15M1054924">Le Clainche and Vega (2017)</a>
 */
public record HankelDmd(int delays, Dmd dmd) {
  public HankelDmd {
    if (delays < 1) {
      throw new IllegalArgumentException("The delays (%d) must be at least 1.".formatted(delays));
    }
  }

  /**
   * Fits a model of windows; the first rows of its modes, one for each sensor, belong to the oldest
   * snapshot of a window.
   *
   * @throws IllegalArgumentException if no trajectory holds two windows
   */
  public ModalModel fit(Trajectories trajectories) {
    return dmd.fit(windows(trajectories));
  }

  /** Returns the pairs of windows that a fit uses. */
  public Snapshots<Matrix> windows(Trajectories trajectories) {
    return Snapshots.of(new DelayEmbedding(delays - 1).embed(trajectories).trajectories());
  }
}
