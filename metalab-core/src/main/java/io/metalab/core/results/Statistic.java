package io.metalab.core.results;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * What a group has of a metric.
 *
 * @param n number of values that are numbers
 * @param nan number of values that are NaN, which are in none of the others
 * @param mean mean of the n values, NaN if n is 0
 * @param sd their standard deviation with divisor n-1, NaN if n is less than 2
 */
public record Statistic(long n, long nan, double mean, double sd) {

  /** Returns the statistic of some values, whose order does not matter. */
  static Statistic of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    while (n > 0 && Double.isNaN(sorted[n - 1])) {
      n--;
    }
    double[] numbers = Arrays.copyOf(sorted, n);
    double sd = n < 2 ? Double.NaN : StandardDeviation.of(numbers).getAsDouble();
    return new Statistic(n, sorted.length - n, Mean.of(numbers).getAsDouble(), sd);
  }

  /** Returns the standard error of the mean, {@code sd / sqrt(n)}; NaN if n is less than 2. */
  public double sem() {
    return sd / Math.sqrt((double) n);
  }
}
