package io.dymad.sampling;

import java.util.random.RandomGenerator;

/**
 * A closed interval that numbers are drawn from, uniformly.
 *
 * @param low smallest
 * @param high largest; equal to the smallest for a fixed number
 */
public record Range(double low, double high) {
  public Range {
    if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "The range [%s, %s] must have finite ends in this order.".formatted(low, high));
    }
  }

  /** Returns the range of a single number. */
  public static Range of(double value) {
    return new Range(value, value);
  }

  /** Returns the range from one number to another. */
  public static Range of(double low, double high) {
    return new Range(low, high);
  }

  /** Draws a number; one is taken from the generator even where the range holds a single one. */
  double draw(RandomGenerator random) {
    return low + (high - low) * random.nextDouble();
  }
}
