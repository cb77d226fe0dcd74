package io.dymad.transforms;

import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Matrix;

/** What diffusion maps have in common. */
final class Spectral {
  private Spectral() {}

  static void checkCount(int coordinates, Matrix samples) {
    if (coordinates >= samples.rows()) {
      throw new IllegalArgumentException(
          "%d samples do not have %d coordinates.".formatted(samples.rows(), coordinates));
    }
  }

  static double[] rowSums(Matrix symmetric) {
    double[] sums = new double[symmetric.columns()];
    for (int j = 0; j < sums.length; j++) {
      for (double value : symmetric.column(j)) {
        sums[j] += value;
      }
    }
    return sums;
  }

  /**
   * Returns {@code ψ = v · scale} of the eigenvectors after the first, with {@code Σ ψ² mass = Σ
   * mass} where the scale is {@code mass^-½}, the largest element positive.
   */
  static Matrix functions(HermitianEigen<Matrix> eigen, double[] scale, double[] mass, int count) {
    double sum = 0;
    for (double one : mass) {
      sum += one;
    }
    Matrix functions = eigen.vectors().columns(1, 1 + count).scaleRows(scale).times(Math.sqrt(sum));
    return signed(functions);
  }

  /** Returns columns whose largest element is positive. */
  static Matrix signed(Matrix columns) {
    double[] signs = new double[columns.columns()];
    for (int k = 0; k < signs.length; k++) {
      double largest = 0;
      for (double value : columns.column(k)) {
        largest = Math.abs(value) > Math.abs(largest) ? value : largest;
      }
      signs[k] = largest < 0 ? -1 : 1;
    }
    return columns.scaleColumns(signs);
  }

  /** Returns {@code Σ_j w_j f_j / Σ_j w_j} for each column f. */
  static double[] average(double[] weights, Matrix functions) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new ArithmeticException(
          "A state is so far from all samples that the kernel does not reach them.");
    }
    double[] average = Matrix.ofRowMajor(1, weights.length, weights).times(functions).row(0);
    for (int k = 0; k < average.length; k++) {
      average[k] /= sum;
    }
    return average;
  }

  /**
   * Returns the derivatives {@code Σ_j w_j (f_j - average) ∇ log w_j / Σ_j w_j} of averages.
   *
   * @param logSlopes {@code ∇ log w}, shape {@code [samples, state]}
   * @return shape {@code [functions, state]}
   */
  static Matrix averageSlopes(double[] weights, Matrix logSlopes, Matrix functions) {
    double[] average = average(weights, functions);
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    Matrix deviations =
        Matrix.generate(
            functions.rows(), functions.columns(), (j, k) -> functions.get(j, k) - average[k]);
    return deviations.adjointTimes(logSlopes.scaleRows(weights)).times(1 / sum);
  }
}
