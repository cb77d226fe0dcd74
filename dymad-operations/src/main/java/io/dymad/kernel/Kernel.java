package io.dymad.kernel;

import io.dymad.numerics.Distances;
import io.dymad.numerics.Matrix;

/** A positive definite function of two states. */
public sealed interface Kernel
    permits Kernel.Gaussian, Kernel.Exponential, Kernel.Polynomial, DiffusionKernel {
  /**
   * Returns the kernel of every pair of rows.
   *
   * @param left shape {@code [n, state]}
   * @param right shape {@code [m, state]}
   * @return shape {@code [n, m]}
   */
  Matrix evaluate(Matrix left, Matrix right);

  /**
   * Returns the derivatives of the kernel by its first state along directions.
   *
   * @param left shape {@code [n, state]}
   * @param directions the same shape
   * @param right shape {@code [m, state]}
   * @return shape {@code [n, m]}
   */
  Matrix derivative(Matrix left, Matrix directions, Matrix right);

  /**
   * {@code exp(-|x - z|² / (2 width²))}.
   *
   * @param width above 0, in the unit of the states; the median distance of samples is a start
   */
  record Gaussian(double width) implements Kernel {
    public Gaussian {
      checkWidth(width);
    }

    @Override
    public Matrix evaluate(Matrix left, Matrix right) {
      double scale = -1 / (2 * width * width);
      return Distances.function(left, right, square -> Math.exp(square * scale));
    }

    @Override
    public Matrix derivative(Matrix left, Matrix directions, Matrix right) {
      Matrix values = evaluate(left, right);
      Matrix away = away(left, directions, right);
      return Matrix.generate(
          values.rows(),
          values.columns(),
          (i, j) -> -values.get(i, j) * away.get(i, j) / (width * width));
    }
  }

  /**
   * {@code exp(-|x - z| / width)}. Where the states coincide it has a kink; the derivative there is
   * given as 0.
   *
   * @param width above 0, in the unit of the states
   */
  record Exponential(double width) implements Kernel {
    public Exponential {
      checkWidth(width);
    }

    @Override
    public Matrix evaluate(Matrix left, Matrix right) {
      return Distances.function(left, right, square -> Math.exp(-Math.sqrt(square) / width));
    }

    @Override
    public Matrix derivative(Matrix left, Matrix directions, Matrix right) {
      Matrix distances = Distances.function(left, right, Math::sqrt);
      Matrix away = away(left, directions, right);
      return Matrix.generate(
          distances.rows(),
          distances.columns(),
          (i, j) -> {
            double distance = distances.get(i, j);
            return distance == 0
                ? 0
                : -Math.exp(-distance / width) * away.get(i, j) / (width * distance);
          });
    }
  }

  /**
   * {@code (offset + x · z)^degree}.
   *
   * @param degree at least 1
   * @param offset at least 0
   */
  record Polynomial(int degree, double offset) implements Kernel {
    public Polynomial {
      if (degree < 1 || !(offset >= 0)) {
        throw new IllegalArgumentException(
            "The degree (%d) must be at least 1, the offset (%s) at least 0."
                .formatted(degree, offset));
      }
    }

    @Override
    public Matrix evaluate(Matrix left, Matrix right) {
      return powers(left.timesAdjoint(right), degree);
    }

    @Override
    public Matrix derivative(Matrix left, Matrix directions, Matrix right) {
      Matrix outer = powers(left.timesAdjoint(right), degree - 1);
      Matrix inner = directions.timesAdjoint(right);
      return Matrix.generate(
          outer.rows(), outer.columns(), (i, j) -> degree * outer.get(i, j) * inner.get(i, j));
    }

    private Matrix powers(Matrix products, int exponent) {
      return Matrix.generate(
          products.rows(),
          products.columns(),
          (i, j) -> Math.pow(offset + products.get(i, j), exponent));
    }
  }

  private static void checkWidth(double width) {
    if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The width (%s) must be above 0.".formatted(width));
    }
  }

  /** Returns {@code (x - z) · direction} of every pair. */
  private static Matrix away(Matrix left, Matrix directions, Matrix right) {
    Matrix toward = directions.timesAdjoint(right);
    double[] along = new double[left.rows()];
    for (int j = 0; j < left.columns(); j++) {
      for (int i = 0; i < along.length; i++) {
        along[i] += left.get(i, j) * directions.get(i, j);
      }
    }
    return Matrix.generate(toward.rows(), toward.columns(), (i, j) -> along[i] - toward.get(i, j));
  }
}
