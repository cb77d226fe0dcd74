package io.dymad.transforms;

import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;

/**
 * Smooths series: every value becomes that of the polynomial fitted to a window around it; within
 * half a window of an end, that of the polynomial of the outermost window. Polynomials up to the
 * order stay as they are.
 *
 * @param length samples of the window, odd
 * @param order of the polynomial, at least 0 and below the length
 * @see <a href="https://doi.org/10.1021/ac60214a047">Savitzky and Golay (1964)</a>
 */
public record SavitzkyGolay(int length, int order) {
  public SavitzkyGolay {
    if (length < 1 || length % 2 == 0 || order < 0 || order >= length) {
      throw new IllegalArgumentException(
          "The window (%d samples) must be odd, the order (%d) at least 0 and below it."
              .formatted(length, order));
    }
  }

  /**
   * Returns a smoothed series.
   *
   * @param series one sample in each row, equally spaced in time
   * @throws IllegalArgumentException if it has fewer samples than the window
   */
  public Matrix smooth(Matrix series) {
    return filter(series, 0, 1);
  }

  /**
   * Returns the derivative by time of a smoothed series.
   *
   * @param degree which derivative, from 0 to the order
   * @param step time between samples
   */
  public Matrix derivative(Matrix series, int degree, double step) {
    if (degree < 0 || degree > order || !(step > 0)) {
      throw new IllegalArgumentException(
          "The derivative (%d) must be from 0 to the order (%d), the time step (%s) above 0."
              .formatted(degree, order, step));
    }
    return filter(series, degree, step);
  }

  private Matrix filter(Matrix series, int degree, double step) {
    int samples = series.rows();
    if (samples < length) {
      throw new IllegalArgumentException(
          "A series of %d samples is shorter than the window of %d.".formatted(samples, length));
    }
    Matrix weights = weights(degree).times(Math.pow(step, -degree));
    int half = length / 2;
    return Matrix.generate(
        samples,
        series.columns(),
        (k, j) -> {
          int start = Math.min(Math.max(k - half, 0), samples - length);
          double sum = 0;
          for (int i = 0; i < length; i++) {
            sum += weights.get(k - start, i) * series.get(start + i, j);
          }
          return sum;
        });
  }

  /** Returns, for each place in the window, what its derivative is made of, for a step of 1. */
  private Matrix weights(int degree) {
    int half = length / 2;
    Matrix powers = Matrix.generate(length, order + 1, (i, k) -> Math.pow(i - half, k));
    Matrix coefficients =
        LeastSquares.solve(powers, Matrix.identity(length), RankRule.full()).solution();
    Matrix derived = Matrix.generate(length, order + 1, (i, k) -> derivative(i - half, k, degree));
    return derived.times(coefficients);
  }

  private static double derivative(double place, int power, int degree) {
    if (power < degree) {
      return 0;
    }
    double factor = 1;
    for (int i = 0; i < degree; i++) {
      factor *= power - i;
    }
    return factor * Math.pow(place, power - degree);
  }
}
