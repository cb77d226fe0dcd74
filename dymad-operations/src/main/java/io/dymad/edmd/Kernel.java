package io.dymad.edmd;

import io.dymad.numerics.Matrix;

/** A positive definite function of two states. */
public sealed interface Kernel {
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

  /**
   * {@code exp(-|x - z|² / (2 width²))}.
   *
   * @param width above 0, in the unit of the states; the median distance of samples is a start
   */
  record Gaussian(double width) implements Kernel {
    public Gaussian {
      if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("The width (%s) must be above 0.".formatted(width));
      }
    }

    @Override
    public Matrix evaluate(Matrix left, Matrix right) {
      double[] l = squares(left);
      double[] r = squares(right);
      Matrix products = left.timesAdjoint(right);
      return Matrix.generate(
          l.length,
          r.length,
          (i, j) ->
              Math.exp(-Math.max(0, l[i] + r[j] - 2 * products.get(i, j)) / (2 * width * width)));
    }

    @Override
    public Matrix derivative(Matrix left, Matrix directions, Matrix right) {
      Matrix values = evaluate(left, right);
      Matrix toward = directions.timesAdjoint(right);
      double[] away = new double[left.rows()];
      for (int i = 0; i < away.length; i++) {
        for (int j = 0; j < left.columns(); j++) {
          away[i] += left.get(i, j) * directions.get(i, j);
        }
      }
      return Matrix.generate(
          values.rows(),
          values.columns(),
          (i, j) -> values.get(i, j) * (toward.get(i, j) - away[i]) / (width * width));
    }

    private static double[] squares(Matrix states) {
      double[] norms = states.adjoint().columnNorms();
      for (int i = 0; i < norms.length; i++) {
        norms[i] *= norms[i];
      }
      return norms;
    }
  }
}
