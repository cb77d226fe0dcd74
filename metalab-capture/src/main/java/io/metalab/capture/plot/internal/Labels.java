package io.metalab.capture.plot.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them on axes, the same on every JVM. */
public final class Labels {
  private static final int DIGITS = 4;
  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final int FIRST_LONG_EXPONENT = 6;
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Labels() {}

  /** Returns a number rounded to 4 significant digits. */
  public static String number(double value) {
    return number(value, DIGITS);
  }

  /** Returns a number rounded to significant digits. */
  static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    return isLong(rounded) ? scientific(rounded) : rounded.stripTrailingZeros().toPlainString();
  }

  /** Returns whether a number takes too much room with all its digits. */
  static boolean isLong(BigDecimal number) {
    int exponent = exponent(number);
    return number.signum() != 0
        && (exponent < LEAST_PLAIN_EXPONENT || exponent >= FIRST_LONG_EXPONENT);
  }

  /** Returns a number such as {@code 1.5e300}. */
  static String scientific(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    int exponent = exponent(number);
    return number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** Returns a power of ten with a raised exponent. */
  static String power(int exponent) {
    StringBuilder text = new StringBuilder("10").append(exponent < 0 ? "⁻" : "");
    Integer.toString(Math.abs(exponent)).chars().forEach(c -> text.append(RAISED.charAt(c - '0')));
    return text.toString();
  }

  private static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }
}
