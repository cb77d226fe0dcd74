package io.dymad.numerics;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Functions of the distances between points, which stand in rows. Differences are squared one by
 * one, so that near points keep all digits; columns are shared out among as many threads as {@link
 * Blas} says.
 */
public final class Distances {
  /** Differences from which sharing out pays. */
  private static final long SHARED = 1 << 15;

  private final Matrix left;
  private final Matrix right;

  /** The coordinates of the left points, by columns. */
  private final double[] points;

  /** Whether the points are the same, so that half of the work does. */
  private final boolean symmetric;

  private final DoubleUnaryOperator function;
  private final double[] results;

  @SuppressWarnings("ReferenceEquality") // a short cut for the same points
  private Distances(Matrix left, Matrix right, DoubleUnaryOperator function) {
    if (left.columns() != right.columns()) {
      throw new IllegalArgumentException(
          "Points of %s and %s have no distances: their columns differ in number."
              .formatted(left.shape(), right.shape()));
    }
    this.left = left;
    this.right = right;
    this.points = left.data();
    this.symmetric = left == right;
    this.function = function;
    this.results = Elements.allocate(left.rows(), right.rows(), 1);
  }

  /**
   * Returns the squared distances of all pairs of points.
   *
   * @param left shape {@code [n, coordinates]}
   * @param right shape {@code [m, coordinates]}
   * @return shape {@code [n, m]}
   * @throws IllegalArgumentException if the points have coordinates of another number
   */
  public static Matrix squared(Matrix left, Matrix right) {
    return function(left, right, square -> square);
  }

  /**
   * Returns a function of the squared distances of all pairs of points.
   *
   * @param left shape {@code [n, coordinates]}
   * @param right shape {@code [m, coordinates]}
   * @param function of a squared distance; called by several threads
   * @return shape {@code [n, m]}
   * @throws IllegalArgumentException if the points have coordinates of another number
   */
  public static Matrix function(Matrix left, Matrix right, DoubleUnaryOperator function) {
    return new Distances(left, right, function).compute();
  }

  private Matrix compute() {
    if (left.rows() < right.rows()) {
      // Long columns are worked through faster than short ones.
      return new Distances(/* left= */ right, /* right= */ left, function).compute().adjoint();
    }
    boolean large = (long) results.length * left.columns() >= SHARED;
    IntStream columns = IntStream.range(0, right.rows());
    (large && Blas.threads() > 1 ? columns.parallel() : columns).forEach(this::fill);
    return new Matrix(left.rows(), right.rows(), results);
  }

  private void fill(int j) {
    int n = left.rows();
    int top = symmetric ? j : 0;
    double[] squares = new double[n];
    for (int k = 0; k < left.columns(); k++) {
      int start = k * n;
      double coordinate = right.get(j, k);
      for (int i = top; i < n; i++) {
        double difference = points[start + i] - coordinate;
        squares[i] += difference * difference;
      }
    }
    for (int i = top; i < n; i++) {
      double value = function.applyAsDouble(squares[i]);
      results[j * n + i] = value;
      if (symmetric) {
        results[i * n + j] = value;
      }
    }
  }
}
