package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import java.util.List;

/**
 * Test functions on a window of equally spaced samples, which turn derivatives of data into sums of
 * data: {@code Σ C_ni z_i ≈ Σ D_ni (dz/dt)_i}.
 *
 * <p>The functions are {@code φ_n(h) = P_n^(1,1)(h) (1 - h²)} for h in [-1, 1], n = 0, 1, …;
 * integrals are those of a composite Newton-Cotes rule with weights w, so that {@code D = φ w} and
 * {@code C = -φ' w}. As {@code (1 - h²) P_n^(1,1)} has the derivative {@code -2 (n+1) P_(n+1)}, a
 * Legendre polynomial, no difference is involved.
 *
 * @param step time between samples
 * @param slopes C, shape {@code [functions, points]}
 * @param values D, shape {@code [functions, points]}
 * @see <a href="https://doi.org/10.1137/20M1343166">Messenger and Bortz (2021)</a>
 */
public record WeakForm(double step, Matrix slopes, Matrix values) {
  private static final List<double[]> NEWTON_COTES =
      List.of(
          new double[] {1 / 2.0, 1 / 2.0},
          new double[] {1 / 3.0, 4 / 3.0, 1 / 3.0},
          new double[] {3 / 8.0, 9 / 8.0, 9 / 8.0, 3 / 8.0},
          new double[] {14 / 45.0, 64 / 45.0, 24 / 45.0, 64 / 45.0, 14 / 45.0});

  private static final double STEP_TOLERANCE = 1e-6;

  /**
   * Returns the test functions of a window.
   *
   * @param step time between samples, above 0
   * @param points samples of the window
   * @param functions number of test functions, at least 1
   * @param order of the Newton-Cotes rule: 1 trapezoid, 2 Simpson, 3 Simpson 3/8, 4 Boole; it must
   *     divide the number of points less 1
   */
  public static WeakForm of(double step, int points, int functions, int order) {
    if (order < 1 || order > NEWTON_COTES.size()) {
      throw new IllegalArgumentException("The order (%d) must be from 1 to 4.".formatted(order));
    }
    if (points < 2 || (points - 1) % order != 0) {
      throw new IllegalArgumentException(
          "The points less 1 (%d) must be a multiple of the order (%d)."
              .formatted(points - 1, order));
    }
    if (functions < 1 || !(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The functions (%d) must be at least 1, the step (%s) above 0."
              .formatted(functions, step));
    }
    double[] weights = weights(step, points, order);
    double half = (points - 1) * step / 2;
    double[][] slopes = new double[functions][points];
    double[][] values = new double[functions][points];
    for (int i = 0; i < points; i++) {
      double h = (2.0 * i - (points - 1)) / (points - 1);
      double[] legendre = legendre(h, functions + 1);
      double[] jacobi = jacobi(h, functions);
      for (int n = 0; n < functions; n++) {
        slopes[n][i] = 2 * (n + 1) * legendre[n + 1] / half * weights[i];
        values[n][i] = jacobi[n] * (1 - h * h) * weights[i];
      }
    }
    return new WeakForm(step, Matrix.of(slopes), Matrix.of(values));
  }

  private static double[] weights(double step, int points, int order) {
    double[] rule = NEWTON_COTES.get(order - 1);
    double[] weights = new double[points];
    for (int start = 0; start + order < points; start += order) {
      for (int i = 0; i <= order; i++) {
        weights[start + i] += rule[i] * step;
      }
    }
    return weights;
  }

  private static double[] legendre(double h, int last) {
    double[] p = new double[last + 1];
    p[0] = 1;
    for (int n = 0; n < last; n++) {
      p[n + 1] = ((2 * n + 1) * h * p[n] - (n > 0 ? n * p[n - 1] : 0)) / (n + 1);
    }
    return p;
  }

  private static double[] jacobi(double h, int count) {
    double[] p = new double[count];
    p[0] = 1;
    for (int n = 0; n + 1 < count; n++) {
      double before = n > 0 ? (n + 1.0) * (n + 2) * p[n - 1] : 0;
      p[n + 1] = ((2 * n + 3.0) * (n + 2) * h * p[n] - before) / ((n + 3.0) * (n + 1));
    }
    return p;
  }

  /** Returns the number of samples of a window. */
  public int points() {
    return values.columns();
  }

  /**
   * Checks that data have the time step of this window.
   *
   * @throws IllegalArgumentException if they have not
   */
  void requireStep(double data) {
    if (Math.abs(data - step) > STEP_TOLERANCE * step) {
      throw new IllegalArgumentException(
          "The time step of the data (%s) is not that of the weak form (%s)."
              .formatted(data, step));
    }
  }
}
