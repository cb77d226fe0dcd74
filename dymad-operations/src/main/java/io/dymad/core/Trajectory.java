package io.dymad.core;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;
import java.util.OptionalDouble;

/**
 * One measured course of a system: samples in rows, in the order of time. All numbers are finite.
 *
 * @param t times, one column, strictly increasing
 * @param x states, one row for each time, at least one column
 * @param u controls at these times; no columns if there are none
 * @param y auxiliary targets at these times; no columns if there are none
 * @param p parameters that hold during the whole course, one row; no columns if there are none
 */
public record Trajectory(Matrix t, Matrix x, Matrix u, Matrix y, Matrix p) {
  /** How much the steps of a trajectory may differ, relative to their mean, and count as equal. */
  private static final double STEP_TOLERANCE = 1e-6;

  public Trajectory {
    requireNonNull(t, "t").requireFinite("t");
    requireNonNull(x, "x").requireFinite("x");
    requireNonNull(u, "u").requireFinite("u");
    requireNonNull(y, "y").requireFinite("y");
    requireNonNull(p, "p").requireFinite("p");
    if (t.columns() != 1 || p.rows() != 1 || x.columns() == 0 || x.rows() == 0) {
      throw new IllegalArgumentException(
          "t (%s) must have one column, p (%s) one row, and x (%s) at least one of both."
              .formatted(t.shape(), p.shape(), x.shape()));
    }
    if (t.rows() != x.rows() || u.rows() != x.rows() || y.rows() != x.rows()) {
      throw new IllegalArgumentException(
          "t (%s), x (%s), u (%s) and y (%s) must have a row for each sample."
              .formatted(t.shape(), x.shape(), u.shape(), y.shape()));
    }
    for (int k = 1; k < t.rows(); k++) {
      if (!(t.get(k, 0) > t.get(k - 1, 0))) {
        throw new IllegalArgumentException(
            "The times must increase, but t[%d] (%s) is not above t[%d] (%s)."
                .formatted(k, t.get(k, 0), k - 1, t.get(k - 1, 0)));
      }
    }
  }

  /** Returns a trajectory of states alone. */
  public static Trajectory of(Matrix t, Matrix x) {
    Matrix none = Matrix.zeros(x.rows(), 0);
    return new Trajectory(t, x, none, none, Matrix.zeros(1, 0));
  }

  /** Returns a trajectory of states at the times 0, step, 2 step, … */
  public static Trajectory of(double step, Matrix x) {
    return of(Matrix.generate(x.rows(), 1, (k, j) -> k * step), x);
  }

  /** Returns the same trajectory with other states. */
  public Trajectory withX(Matrix states) {
    return new Trajectory(t, states, u, y, p);
  }

  /** Returns the same trajectory with controls, one row for each time. */
  public Trajectory withU(Matrix controls) {
    return new Trajectory(t, x, controls, y, p);
  }

  /** Returns the same trajectory with auxiliary targets, one row for each time. */
  public Trajectory withY(Matrix targets) {
    return new Trajectory(t, x, u, targets, p);
  }

  /** Returns the same trajectory with parameters. */
  public Trajectory withP(double... parameters) {
    return new Trajectory(t, x, u, y, Matrix.ofRowMajor(1, parameters.length, parameters));
  }

  /** Returns the number of samples. */
  public int steps() {
    return x.rows();
  }

  /** Returns the times since the first sample. */
  public double[] elapsed() {
    double[] times = t.column(0);
    double start = times[0];
    for (int k = 0; k < times.length; k++) {
      times[k] -= start;
    }
    return times;
  }

  /** Returns the samples from a start to before an end. */
  public Trajectory window(int from, int to) {
    return new Trajectory(
        t.rows(from, to), x.rows(from, to), u.rows(from, to), y.rows(from, to), p);
  }

  /** Returns the time between samples if it is the same throughout; none for a single sample. */
  public OptionalDouble findUniformStep() {
    int last = steps() - 1;
    if (last == 0) {
      return OptionalDouble.empty();
    }
    double mean = (t.get(last, 0) - t.get(0, 0)) / last;
    for (int k = 1; k <= last; k++) {
      double step = t.get(k, 0) - t.get(k - 1, 0);
      if (Math.abs(step - mean) > STEP_TOLERANCE * mean) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(mean);
  }
}
