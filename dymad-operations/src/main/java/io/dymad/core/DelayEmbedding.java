package io.dymad.core;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces each state by a window of consecutive ones: row k becomes {@code [x_k, x_(k+1), …,
 * x_(k+delay)]}, the oldest first. Windows never cross from one trajectory to the next.
 *
 * <p>A row keeps the time of its oldest state and the control and target of its newest, which act
 * on what the next row adds; so a trajectory loses its last {@code delay} times.
 *
 * @param delay how many states are added to each, at least 0
 */
public record DelayEmbedding(int delay) {
  public DelayEmbedding {
    if (delay < 0) {
      throw new IllegalArgumentException("The delay (%d) must be at least 0.".formatted(delay));
    }
  }

  /**
   * What an embedding gave.
   *
   * @param trajectories the embedded ones
   * @param skipped indices of trajectories too short to give a row, which are left out
   */
  public record Embedded(Trajectories trajectories, List<Integer> skipped) {
    public Embedded {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * Returns embedded trajectories.
   *
   * @throws IllegalArgumentException if all of them are too short
   */
  public Embedded embed(Trajectories trajectories) {
    List<Trajectory> embedded = new ArrayList<>();
    List<Integer> skipped = new ArrayList<>();
    for (int i = 0; i < trajectories.size(); i++) {
      if (trajectories.get(i).steps() <= delay) {
        skipped.add(i);
      } else {
        embedded.add(embed(trajectories.get(i)));
      }
    }
    if (embedded.isEmpty()) {
      throw new IllegalArgumentException(
          "A delay of %d needs trajectories of at least %d samples; the longest has %d."
              .formatted(
                  delay,
                  delay + 1,
                  trajectories.items().stream().mapToInt(Trajectory::steps).max().orElse(0)));
    }
    return new Embedded(new Trajectories(embedded), skipped);
  }

  private Trajectory embed(Trajectory item) {
    int rows = item.steps() - delay;
    return new Trajectory(
        item.t().rows(0, rows),
        windows(item.x()),
        item.u().rows(delay, item.steps()),
        item.y().rows(delay, item.steps()),
        item.p());
  }

  /**
   * Returns the windows of the rows of a matrix: row k holds rows k to {@code k + delay}.
   *
   * @throws IllegalArgumentException if there are not more rows than the delay
   */
  public Matrix windows(Matrix samples) {
    int rows = samples.rows() - delay;
    if (rows < 1) {
      throw new IllegalArgumentException(
          "A delay of %d needs at least %d samples; there are %d."
              .formatted(delay, delay + 1, samples.rows()));
    }
    int width = samples.columns();
    return Matrix.generate(
        rows, width * (delay + 1), (k, j) -> samples.get(k + j / width, j % width));
  }
}
