package io.metalab.core.results;

import io.metalab.core.json.ValueText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people: rounded to significant digits, the same on every JVM. */
final class NumberText {
  private static final int LEAST_PLAIN_EXPONENT = -4;

  private NumberText() {}

  static String shorten(Number number, int digits) {
    if (number instanceof Long || !Double.isFinite(number.doubleValue())) {
      return ValueText.plain(number);
    }
    BigDecimal rounded =
        new BigDecimal(number.doubleValue())
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (rounded.signum() == 0) {
      return "0";
    }
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent < Math.max(digits, 7)) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).toPlainString();
    String sign = exponent < 0 ? "-" : "+";
    int size = Math.abs(exponent);
    return mantissa + "e" + sign + (size < 10 ? "0" : "") + size;
  }
}
