package io.dymad.numerics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A singular value decomposition of given rank by random projection.
 *
 * @param rank how many singular values are wanted, at least 1
 * @param oversampling how many more directions are tried, at least 0; 10 is usual
 * @param powerIterations how often the matrix is applied again, at least 0; more where the singular
 *     values decay slowly
 * @see <a href="https://doi.org/10.1137/090771806">Halko, Martinsson and Tropp (2011), algorithms
 *     4.4 and 5.1</a>
 */
public record RandomizedSvd(int rank, int oversampling, int powerIterations) {
  public RandomizedSvd {
    if (rank < 1 || oversampling < 0 || powerIterations < 0) {
      throw new IllegalArgumentException(
          "The rank (%d) must be at least 1, oversampling (%d) and power iterations (%d) at least 0."
              .formatted(rank, oversampling, powerIterations));
    }
  }

  /** Returns the method with 10 more directions and 2 power iterations. */
  public static RandomizedSvd of(int rank) {
    return new RandomizedSvd(rank, 10, 2);
  }

  /**
   * Returns the leading singular values and vectors of a matrix.
   *
   * @throws IllegalArgumentException if the rank is above the shorter side of the matrix
   */
  public <M extends Dense<M>> Svd<M> decompose(M a, RandomGenerator random) {
    int shorter = Math.min(a.rows(), a.columns());
    if (rank > shorter) {
      throw new IllegalArgumentException(
          "The rank (%d) is above the shorter side of a %s matrix.".formatted(rank, a.shape()));
    }
    a.requireFinite("The matrix");
    int directions = Math.min(shorter, rank + oversampling);
    M q = a.timesReal(Matrix.gaussian(a.columns(), directions, random)).qr().q();
    for (int i = 0; i < powerIterations; i++) {
      q = a.times(a.adjointTimes(q).qr().q()).qr().q();
    }
    Svd<M> small = q.adjointTimes(a).svd();
    int kept = Math.min(rank, small.size());
    return new Svd<>(
        q.times(small.u().columns(0, kept)),
        Arrays.copyOf(small.singularValues(), kept),
        small.v().columns(0, kept));
  }
}
