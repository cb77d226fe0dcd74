package io.dymad.dmd;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;

/**
 * Snapshots and their successors one time step later, one pair in each row.
 *
 * @param <M> the type of the numbers, real or complex
 * @param now shape {@code [pairs, sensors]}
 * @param next the same shape
 * @param first the snapshots that amplitudes are fitted to: an unbroken series from its start
 * @param step time between a snapshot and its successor
 */
public record Snapshots<M extends Dense<M>>(M now, M next, M first, double step) {
  public Snapshots {
    requireNonNull(now, "now").requireFinite("The snapshots");
    requireNonNull(next, "next").requireFinite("The successors");
    requireNonNull(first, "first").requireFinite("The series");
    if (now.rows() != next.rows()
        || now.columns() != next.columns()
        || now.columns() != first.columns()
        || first.rows() == 0) {
      throw new IllegalArgumentException(
          "Snapshots (%s), successors (%s) and the first series (%s) do not fit each other."
              .formatted(now.shape(), next.shape(), first.shape()));
    }
    if (now.rows() == 0) {
      throw new IllegalArgumentException("A fit needs at least two snapshots.");
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
  }

  /** Returns the pairs of one series of snapshots, one in each row: views. */
  public static <M extends Dense<M>> Snapshots<M> ofSeries(M series, double step) {
    int last = series.rows() - 1;
    if (last < 1) {
      throw new IllegalArgumentException(
          "A fit needs at least two snapshots, not %d.".formatted(series.rows()));
    }
    return new Snapshots<>(series.rowView(0, last), series.rowView(1, last + 1), series, step);
  }

  /** Returns single pairs that need not follow each other. */
  public static <M extends Dense<M>> Snapshots<M> ofPairs(M now, M next, double step) {
    return new Snapshots<>(now, next, now.rows(0, Math.min(1, now.rows())), step);
  }

  /**
   * Returns the pairs of all trajectories, which are views; amplitudes are those of the first one.
   *
   * @throws IllegalArgumentException if time steps differ or no trajectory has two samples
   */
  public static Snapshots<Matrix> of(Trajectories trajectories) {
    SnapshotPairs pairs = SnapshotPairs.of(trajectories);
    return new Snapshots<>(pairs.x(), pairs.next(), trajectories.get(0).x(), pairs.step());
  }

  /** Returns the same snapshots projected on orthonormal columns. */
  Snapshots<M> project(M basis) {
    return new Snapshots<>(now.times(basis), next.times(basis), first.times(basis), step);
  }
}
