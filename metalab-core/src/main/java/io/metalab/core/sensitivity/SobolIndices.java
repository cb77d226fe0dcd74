package io.metalab.core.sensitivity;

import java.util.Arrays;
import java.util.List;

/**
 * Shares in the variance of the metric: {@code first} is that of a parameter alone, {@code total}
 * that of a parameter with all its interactions.
 *
 * <p>With the metric f centred at its mean over A and B, and V its variance there, the index of the
 * first order is {@code mean(f(B) (f(AB) - f(A))) / V} (Saltelli et al. 2010, table 2 b) and the
 * total one {@code mean((f(A) - f(AB))²) / 2V} (Jansen 1999, table 2 f there), where AB is A with
 * the parameter's column from B.
 *
 * @see <a href="https://doi.org/10.1016/j.cpc.2009.09.018">Saltelli et al. (2010)</a>
 */
final class SobolIndices implements Bootstrap.Estimator {
  static final List<String> NAMES = List.of("total", "first");

  /** By row: A, A with each column of B, B; centred. */
  private final List<double[]> rows;

  private final int parameters;

  private SobolIndices(List<double[]> rows, int parameters) {
    this.rows = rows;
    this.parameters = parameters;
  }

  /** Takes rows of values, of which there is at least one, and centres them. */
  static SobolIndices of(List<double[]> rows, int parameters) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[0] + row[parameters + 1];
    }
    double mean = sum / (2.0 * rows.size());
    return new SobolIndices(
        rows.stream().map(row -> Arrays.stream(row).map(value -> value - mean).toArray()).toList(),
        parameters);
  }

  /** Returns the variance of the metric over both samples. */
  double variance(int[] chosen) {
    double sum = 0;
    double squares = 0;
    for (int i : chosen) {
      double a = rows.get(i)[0];
      double b = rows.get(i)[parameters + 1];
      sum += a + b;
      squares += a * a + b * b;
    }
    double count = 2.0 * chosen.length;
    return squares / count - (sum / count) * (sum / count);
  }

  @Override
  public double[] of(int[] chosen) {
    double variance = variance(chosen);
    double[] indices = new double[parameters * NAMES.size()];
    for (int p = 0; p < parameters; p++) {
      double first = 0;
      double total = 0;
      for (int i : chosen) {
        double[] row = rows.get(i);
        double change = row[p + 1] - row[0];
        first += row[parameters + 1] * change;
        total += change * change;
      }
      indices[p * NAMES.size()] = share(total / (2.0 * chosen.length), variance);
      indices[p * NAMES.size() + 1] = share(first / chosen.length, variance);
    }
    return indices;
  }

  /** A sample of equal rows has no variance to share. */
  private static double share(double part, double variance) {
    return variance > 0 ? part / variance : 0;
  }
}
