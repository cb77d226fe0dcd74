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
  /** Returns transforms that leave states and controls as they are. */
  public static ChannelTransforms identity(int states, int controls) {
    return new ChannelTransforms(new Identity(states, false), new Identity(controls, false));
  }

  /**
   * Returns transforms that are fitted to the states and the controls of training trajectories.
   *
   * @throws IllegalArgumentException if these do not determine them
   */
  public static ChannelTransforms fit(TransformSpec x, TransformSpec u, Trajectories training) {
    return new ChannelTransforms(
        x.fit(training), u.fit(training.items().stream().map(Trajectory::u).toList()));
  }

  /**
   * Checks that the transforms give what a model takes.
   *
   * @throws IllegalArgumentException if they give another number of states or controls
   */
  public void requireSizes(int states, int controls) {
    if (x.outputSize() != states || u.outputSize() != controls) {
      throw new IllegalArgumentException(
          "The transforms give %d states and %d controls, but the model takes %d and %d."
              .formatted(x.outputSize(), u.outputSize(), states, controls));
    }
  }

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
