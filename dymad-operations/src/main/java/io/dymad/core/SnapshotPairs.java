package io.dymad.core;

import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * States and their successors one time step later, one pair in each row; pairs never cross from one
 * trajectory to the next.
 *
 * @param x states
 * @param next their successors
 * @param u controls during the step; no columns if there are none
 * @param step time between a state and its successor
 * @param skipped indices of trajectories of a single sample, which give no pair
 */
public record SnapshotPairs(Matrix x, Matrix next, Matrix u, double step, List<Integer> skipped) {
  public SnapshotPairs {
    if (x.rows() != next.rows() || x.columns() != next.columns() || u.rows() != x.rows()) {
      throw new IllegalArgumentException(
          "States (%s), successors (%s) and controls (%s) must have a row for each pair."
              .formatted(x.shape(), next.shape(), u.shape()));
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
    skipped = List.copyOf(skipped);
  }

  /** Returns pairs without controls. */
  public static SnapshotPairs of(Matrix x, Matrix next, double step) {
    return new SnapshotPairs(x, next, Matrix.zeros(x.rows(), 0), step, List.of());
  }

  /**
   * Returns the pairs of all trajectories, one trajectory after the other: views, which keep the
   * trajectories in memory.
   *
   * @throws IllegalArgumentException if time steps differ or no trajectory has two samples
   */
  public static SnapshotPairs of(Trajectories trajectories) {
    double step = trajectories.uniformStep();
    List<Matrix> x = new ArrayList<>();
    List<Matrix> next = new ArrayList<>();
    List<Matrix> u = new ArrayList<>();
    List<Integer> skipped = new ArrayList<>();
    for (int i = 0; i < trajectories.size(); i++) {
      Trajectory item = trajectories.get(i);
      int last = item.steps() - 1;
      if (last == 0) {
        skipped.add(i);
        continue;
      }
      x.add(item.x().rowView(0, last));
      next.add(item.x().rowView(1, last + 1));
      u.add(item.u().rowView(0, last));
    }
    return new SnapshotPairs(
        Dense.stackView(x), Dense.stackView(next), Dense.stackView(u), step, skipped);
  }

  /** Returns the number of pairs. */
  public int size() {
    return x.rows();
  }
}
