package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.numerics.ComplexVector;
import io.dymad.transforms.Scaler;
import java.util.Arrays;

/** A number for many; NaN where there is none. */
final class Summaries {
  /** Angle up to which an eigenvalue lies on the axis. */
  private static final double AXIS_TOLERANCE = 1e-8;

  private Summaries() {}

  static double max(double... values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  static double min(double... values) {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Returns the standard deviation of the values themselves, which for one of them is 0. */
  static double deviation(double... values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values)
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElse(Double.NaN));
  }

  /**
   * Returns how many eigenvalues lie on the negative real axis, where a logarithm is not unique.
   */
  static long negative(ComplexVector values) {
    return values.stream()
        .filter(value -> value.re() < 0 && Math.abs(value.im()) <= AXIS_TOLERANCE * -value.re())
        .count();
  }

  /**
   * Returns the standard deviation of each state variable over all samples; 1 for a constant one.
   */
  static double[] spreads(Trajectories trajectories) {
    return ((Scaler) Scaler.spec(Scaler.Mode.STANDARD).fit(trajectories)).scale().row(0);
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int size = sorted.length;
    return size == 0 ? Double.NaN : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }
}
