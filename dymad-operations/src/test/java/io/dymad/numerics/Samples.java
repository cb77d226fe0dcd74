package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random matrices and comparisons of tests. */
public final class Samples {
  private Samples() {}

  public static Matrix real(int rows, int columns, long seed) {
    return Matrix.gaussian(rows, columns, new SplittableRandom(seed));
  }

  public static ComplexMatrix complex(int rows, int columns, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return ComplexMatrix.of(
        Matrix.gaussian(rows, columns, random), Matrix.gaussian(rows, columns, random));
  }

  /** Asserts that two matrices agree within a tolerance for their largest elements. */
  public static <M extends Dense<M>> void assertClose(M actual, M expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.minus(expected).maxAbs()).isLessThanOrEqualTo(tolerance);
  }

  /** Asserts that the columns of a matrix are orthonormal. */
  public static <M extends Dense<M>> void assertOrthonormal(M matrix) {
    assertClose(matrix.adjointTimes(matrix), matrix.identityLike(matrix.columns()), 1e-12);
  }
}
