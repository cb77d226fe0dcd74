package io.metalab.capture.internal;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;

/** Prints doubles as the shortest decimals that read back as themselves, equally on every JDK. */
public final class JsonNumbers {
  private static final double MAX_PLAIN_INTEGER = 1L << 53;

  private JsonNumbers() {}

  /**
   * Returns a finite number as JSON, laid out as RFC 8785 does, except that {@code -0.0} keeps its
   * sign; NaN and infinities as a JSON string of their name.
   */
  public static String print(double value) {
    if (!Double.isFinite(value)) {
      return "\"" + plain(value) + "\"";
    }
    return plain(value);
  }

  /** Returns a number as text, {@code NaN}, {@code Infinity} or {@code -Infinity}. */
  public static String plain(double value) {
    if (value == Math.rint(value)
        && Math.abs(value) < MAX_PLAIN_INTEGER
        && !isNegativeZero(value)) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value)) {
      return "NaN";
    }
    String shortest = DoubleToDecimal.toString(value);
    return Double.isFinite(value) && value != 0 ? layOut(shortest) : shortest;
  }

  /**
   * Returns the number that a text written by {@link #plain} stands for.
   *
   * @throws NumberFormatException if it is none
   */
  public static double parse(String text) {
    return Double.parseDouble(text);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  /** Turns {@code -1.25E-7} into {@code -1.25e-7} and {@code 1.0E20} into its 21 digits. */
  private static String layOut(String shortest) {
    int start = shortest.charAt(0) == '-' ? 1 : 0;
    int mantissaEnd = shortest.indexOf('E');
    int exponent = mantissaEnd < 0 ? 0 : Integer.parseInt(shortest.substring(mantissaEnd + 1));
    String mantissa = shortest.substring(start, mantissaEnd < 0 ? shortest.length() : mantissaEnd);
    int point = mantissa.indexOf('.');
    String padded = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int first = 0;
    while (padded.charAt(first) == '0') {
      first++;
    }
    int end = padded.length();
    while (padded.charAt(end - 1) == '0') {
      end--;
    }
    String digits = padded.substring(first, end);
    int pointAt = point - first + exponent;
    return (start == 1 ? "-" : "") + placePoint(digits, pointAt);
  }

  /** Prints {@code 0.digits * 10^pointAt}. */
  private static String placePoint(String digits, int pointAt) {
    int count = digits.length();
    if (count <= pointAt && pointAt <= 21) {
      return digits + "0".repeat(pointAt - count);
    }
    if (pointAt > 0 && pointAt <= 21) {
      return digits.substring(0, pointAt) + "." + digits.substring(pointAt);
    }
    if (pointAt > -6 && pointAt <= 0) {
      return "0." + "0".repeat(-pointAt) + digits;
    }
    int exponent = pointAt - 1;
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
