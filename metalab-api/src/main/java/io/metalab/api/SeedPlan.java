package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which seeds each point of a sweep is run with.
 *
 * @param root the root seed
 * @param replicates the number of replicates of each point, or 0 for one run without replicate
 */
public record SeedPlan(String root, int replicates) {
  public SeedPlan {
    if (requireNonNull(root, "root").isEmpty()) {
      throw new IllegalArgumentException("The root seed must not be empty.");
    }
    if (replicates < 0) {
      throw new IllegalArgumentException(
          "The replicates (%d) must be at least 0.".formatted(replicates));
    }
  }

  /** Returns the plan of one run per point, without replicate. */
  public static SeedPlan single(long root) {
    return new SeedPlan(Long.toString(root), 0);
  }

  /**
   * Returns the plan of several replicates per point.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static SeedPlan replicates(long root, int replicates) {
    return new SeedPlan(Long.toString(root), replicates);
  }

  /** Returns how many runs each point has; at least 1. */
  public int runsPerPoint() {
    return Math.max(1, replicates);
  }

  /**
   * Returns the seeds of one run of a point.
   *
   * @throws IndexOutOfBoundsException unless the index is in [0, {@link #runsPerPoint()})
   */
  public SeedBundle bundleAt(int index) {
    if (index < 0 || index >= runsPerPoint()) {
      throw new IndexOutOfBoundsException(
          "The seed index (%d) must be in [0, %d).".formatted(index, runsPerPoint()));
    }
    return new SeedBundle(root, replicates == 0 ? SeedBundle.NO_REPLICATE : index, List.of());
  }
}
