package io.dymad.operation;

import java.util.Arrays;

/** A number for many; NaN where there is none. */
final class Summaries {
  private Summaries() {}

  static double max(double... values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int size = sorted.length;
    return size == 0 ? Double.NaN : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }
}
