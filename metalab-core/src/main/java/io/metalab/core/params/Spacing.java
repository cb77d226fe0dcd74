package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Evenly spaced numbers, computed in decimal to 50 digits and then rounded once, so that 0.1 comes
 * out as 0.1 on every machine.
 */
final class Spacing {
  private static final MathContext DIGITS = new MathContext(50);
  private static final int NEWTON_STEPS = 8;

  private Spacing() {}

  static List<Double> linear(double low, double high, int count) {
    check(low, high, count);
    BigDecimal start = exact(low);
    BigDecimal span = exact(high).subtract(start);
    List<Double> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      BigDecimal step = span.multiply(BigDecimal.valueOf(i));
      values.add(start.add(step.divide(intervals(count), DIGITS)).doubleValue());
    }
    return withEnds(values, low, high);
  }

  static List<Double> logarithmic(double low, double high, int count) {
    check(low, high, count);
    if (!(low > 0 && high > 0)) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The ends (%s and %s) of a log grid must be above 0."
              .formatted(Json.write(low), Json.write(high)));
    }
    BigDecimal start = exact(low);
    BigDecimal factor = root(exact(high).divide(start, DIGITS), Math.max(1, count - 1));
    List<Double> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(
          start.multiply(factor.pow(i, DIGITS), DIGITS).round(new MathContext(40)).doubleValue());
    }
    return withEnds(values, low, high);
  }

  /** The n-th root by Newton's method, which doubles the digits of the first guess at each step. */
  private static BigDecimal root(BigDecimal value, int n) {
    if (n == 1) {
      return value;
    }
    double log =
        StrictMath.log(value.unscaledValue().doubleValue()) - value.scale() * StrictMath.log(10);
    BigDecimal degree = BigDecimal.valueOf(n);
    BigDecimal guess = new BigDecimal(StrictMath.exp(log / n), DIGITS);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      BigDecimal quotient = value.divide(guess.pow(n - 1, DIGITS), DIGITS);
      guess =
          guess
              .multiply(BigDecimal.valueOf(n - 1L), DIGITS)
              .add(quotient, DIGITS)
              .divide(degree, DIGITS);
    }
    return guess;
  }

  private static List<Double> withEnds(List<Double> values, double low, double high) {
    values.set(0, low);
    if (values.size() > 1) {
      values.set(values.size() - 1, high);
    }
    return List.copyOf(values);
  }

  /** The decimal as it is written, not the binary number next to it. */
  private static BigDecimal exact(double value) {
    return new BigDecimal(Json.write(value));
  }

  private static BigDecimal intervals(int count) {
    return BigDecimal.valueOf(Math.max(1, count - 1));
  }

  private static void check(double low, double high, int count) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY, "The ends of an axis must be finite numbers.");
    }
    if (count < 1 || (count == 1 && low != high)) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "An axis from %s to %s needs at least 2 values, not %d."
              .formatted(Json.write(low), Json.write(high), count));
    }
  }
}
