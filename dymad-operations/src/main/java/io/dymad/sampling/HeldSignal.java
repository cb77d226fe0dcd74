package io.dymad.sampling;

import io.dymad.numerics.Matrix;

/** Controls given at the sample times. */
final class HeldSignal implements ControlSignal {
  private final double[] times;
  private final Matrix values;
  private final Hold hold;

  /** Second derivatives of the splines at the sample times; zeros if there are none. */
  private final Matrix curvatures;

  /**
   * Holds values.
   *
   * @param times increasing
   * @param values one row for each time
   */
  HeldSignal(double[] times, Matrix values, Hold hold) {
    this.times = times;
    this.values = values;
    this.hold = hold;
    boolean spline = hold == Hold.CUBIC && times.length > 2;
    this.curvatures =
        spline ? curvatures(times, values) : Matrix.zeros(values.rows(), values.columns());
  }

  /** Solves {@code h_(k-1) m_(k-1) + 2 (h_(k-1) + h_k) m_k + h_k m_(k+1) = 6 (s_k - s_(k-1))}. */
  private static Matrix curvatures(double[] times, Matrix values) {
    int last = times.length - 1;
    double[][] m = new double[times.length][values.columns()];
    double[] upper = new double[times.length];
    for (int k = 1; k < last; k++) {
      double before = times[k] - times[k - 1];
      double after = times[k + 1] - times[k];
      double pivot = 2 * (before + after) - before * upper[k - 1];
      upper[k] = after / pivot;
      for (int j = 0; j < values.columns(); j++) {
        double slopes =
            (values.get(k + 1, j) - values.get(k, j)) / after
                - (values.get(k, j) - values.get(k - 1, j)) / before;
        m[k][j] = (6 * slopes - before * m[k - 1][j]) / pivot;
      }
    }
    for (int k = last - 1; k > 0; k--) {
      for (int j = 0; j < values.columns(); j++) {
        m[k][j] -= upper[k] * m[k + 1][j];
      }
    }
    return Matrix.of(m);
  }

  @Override
  public double[] at(int interval, double t) {
    double[] now = values.row(interval);
    if (hold == Hold.CONSTANT || interval + 1 == times.length) {
      return now;
    }
    double h = times[interval + 1] - times[interval];
    double right = (t - times[interval]) / h;
    double left = 1 - right;
    for (int j = 0; j < now.length; j++) {
      now[j] =
          left * now[j]
              + right * values.get(interval + 1, j)
              + ((left * left - 1) * left * curvatures.get(interval, j)
                      + (right * right - 1) * right * curvatures.get(interval + 1, j))
                  * (h * h / 6);
    }
    return now;
  }
}
