package io.metalab.core.frame;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a group has of a metric.
 *
 * @param n number of values that are numbers
 * @param nan number of values that are NaN, which are in none of the others
 * @param mean mean of the n values, NaN if n is 0
 * @param sd their standard deviation with divisor n-1, NaN if n is less than 2
 * @param min the smallest, NaN if n is 0
 * @param max the greatest, NaN if n is 0
 * @param quantiles those that were asked for by their probabilities; NaN if n is 0
 */
public record Statistic(
    long n,
    long nan,
    double mean,
    double sd,
    double min,
    double max,
    Map<Double, Double> quantiles) {
  public Statistic {
    quantiles = Collections.unmodifiableMap(new LinkedHashMap<>(quantiles));
  }

  /** Returns the standard error of the mean, {@code sd / sqrt(n)}; NaN if n is less than 2. */
  public double sem() {
    return sd / Math.sqrt((double) n);
  }

  /**
   * Returns the half width of the confidence interval of the mean, {@code t(n-1, (1+level)/2) *
   * sem} with Student's t; NaN if n is less than 2.
   *
   * <p>It is what the values of a normal distribution need; with few values of another one it is a
   * rough guide.
   *
   * @param level between 0 and 1, such as 0.95
   * @throws IllegalArgumentException if it is not
   */
  public double halfWidth(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "The level (%s) must be between 0 and 1.".formatted(level));
    }
    return n < 2
        ? Double.NaN
        : TDistribution.of(n - 1.0).inverseSurvivalProbability((1 - level) / 2) * sem();
  }

  /** Returns the lower end of the 95 % confidence interval of the mean. */
  public double low() {
    return mean - halfWidth(0.95);
  }

  /** Returns the upper end of the 95 % confidence interval of the mean. */
  public double high() {
    return mean + halfWidth(0.95);
  }

  /**
   * Returns a quantile that was asked for.
   *
   * @throws IllegalArgumentException if it was not
   */
  public double quantile(double probability) {
    Double quantile = quantiles.get(probability);
    if (quantile == null) {
      throw new IllegalArgumentException(
          "The quantile %s was not asked for, only %s.".formatted(probability, quantiles.keySet()));
    }
    return quantile;
  }

  /** Returns the median; see {@link #quantile}. */
  public double median() {
    return quantile(0.5);
  }
}
