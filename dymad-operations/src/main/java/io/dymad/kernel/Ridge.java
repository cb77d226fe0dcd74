package io.dymad.kernel;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;

/**
 * How far a regression may leave the values of its samples: it is the least of {@code Σ_i w_i |y_i
 * - f(x_i)|² + amount ‖f‖²}, with the norm that belongs to the kernel.
 *
 * @param amount above 0; so small a number as 1e-10 only keeps the system solvable
 * @param weights w, one column of numbers above 0; no rows if all are 1
 */
public record Ridge(double amount, Matrix weights) {
  public Ridge {
    requireNonNull(weights, "weights").requireFinite("The weights");
    if (!(amount > 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The ridge (%s) must be above 0.".formatted(amount));
    }
    if (weights.columns() != 1) {
      throw new IllegalArgumentException(
          "The weights (%s) must be one column.".formatted(weights.shape()));
    }
    for (int i = 0; i < weights.rows(); i++) {
      if (!(weights.get(i, 0) > 0)) {
        throw new IllegalArgumentException(
            "The weight of sample %d (%s) must be above 0.".formatted(i, weights.get(i, 0)));
      }
    }
  }

  /** Returns a ridge of samples that count alike. */
  public static Ridge of(double amount) {
    return new Ridge(amount, Matrix.zeros(0, 1));
  }

  /** Returns the same ridge of samples that count by their weights. */
  public Ridge weighted(double... sampleWeights) {
    return new Ridge(amount, Matrix.ofColumn(sampleWeights));
  }

  /**
   * Solves {@code (K + amount W⁻¹) A = Y}.
   *
   * @param gram K, symmetric, with a number of rows for each sample that is the same for all
   * @param values Y, a row for each of K
   */
  Matrix solve(Matrix gram, Matrix values) {
    if (gram.rows() != values.rows()) {
      throw new IllegalArgumentException(
          "%d values do not belong to %d samples.".formatted(values.rows(), gram.rows()));
    }
    int samples = weights.rows() == 0 ? gram.rows() : weights.rows();
    if (samples == 0 || gram.rows() % samples != 0) {
      throw new IllegalArgumentException(
          "%d weights do not belong to %d samples.".formatted(weights.rows(), gram.rows()));
    }
    int block = gram.rows() / samples;
    double[] elements = gram.toColumnMajor();
    for (int i = 0; i < gram.rows(); i++) {
      double weight = weights.rows() == 0 ? 1 : weights.get(i / block, 0);
      elements[i * gram.rows() + i] += amount / weight;
    }
    try {
      return Matrix.ofColumnMajor(gram.rows(), gram.rows(), elements).cholesky().solve(values);
    } catch (ArithmeticException e) {
      throw (ArithmeticException)
          new ArithmeticException(
                  "The ridge (%s) is lost in the rounding of the kernel matrix, whose largest element is %.1e. Maybe use a larger ridge, or a narrower kernel."
                      .formatted(amount, gram.maxAbs()))
              .initCause(e);
    }
  }
}
