package io.dymad.transforms;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Transforms of states and of controls. Rows of both end at the same time: the one with the shorter
 * window is cut at its start.
 *
 * @param x for states
 * @param u for controls
 */
public record ChannelTransforms(Transform x, Transform u) {
  /**
   * Returns trajectories with transformed states and controls. A row keeps the time of the oldest
   * and the target of the newest state in it.
   *
   * @throws IllegalArgumentException if a trajectory is shorter than a window
   */
  public Trajectories apply(Trajectories trajectories) {
    List<Trajectory> items = new ArrayList<>();
    for (Trajectory item : trajectories.items()) {
      Matrix states = x.apply(item.x());
      Matrix controls = u.apply(item.u());
      int rows = Math.min(states.rows(), controls.rows());
      items.add(
          new Trajectory(
              item.t().rows(0, rows),
              last(states, rows),
              last(controls, rows),
              last(item.y(), rows),
              item.p()));
    }
    return new Trajectories(items);
  }

  private static Matrix last(Matrix series, int rows) {
    return series.rows(series.rows() - rows, series.rows());
  }
}
