package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Scale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Chooses round numbers for the marks of an axis. */
final class Ticks {
  private static final int[] STEPS = {1, 2, 5, 10};

  private Ticks() {}

  /**
   * Returns marks inside a span.
   *
   * @param target about how many labels there is room for, at least 2
   */
  static List<Tick> of(Span span, int target) {
    return span.scale() == Scale.LINEAR
        ? linear(span.from(), span.to(), target)
        : LogTicks.of(span, target);
  }

  /** Returns the names of the places 0, 1, 2 …; if there are too many, every n-th. */
  static List<Tick> categories(List<String> names, int target) {
    int every = (names.size() + target - 1) / target;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i += every) {
      ticks.add(new Tick(i, names.get(i).isEmpty() ? " " : names.get(i)));
    }
    return ticks;
  }

  /** Returns multiples of 1, 2 or 5 times a power of ten. */
  static List<Tick> linear(double from, double to, int target) {
    BigDecimal step = step(to / target - from / target);
    BigDecimal first = new BigDecimal(from).divide(step, 0, RoundingMode.CEILING);
    BigDecimal last = new BigDecimal(to).divide(step, 0, RoundingMode.FLOOR);
    List<BigDecimal> values = new ArrayList<>();
    for (BigDecimal i = first; i.compareTo(last) <= 0; i = i.add(BigDecimal.ONE)) {
      values.add(i.multiply(step));
    }
    boolean scientific = values.stream().anyMatch(Labels::isLong);
    int decimals = Math.max(0, step.stripTrailingZeros().scale());
    return values.stream()
        .map(value -> new Tick(value.doubleValue(), label(value, scientific, decimals)))
        .toList();
  }

  private static String label(BigDecimal value, boolean scientific, int decimals) {
    return scientific
        ? Labels.scientific(value)
        : value.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static BigDecimal step(double atLeast) {
    int exponent = (int) StrictMath.floor(StrictMath.log10(atLeast));
    for (int step : STEPS) {
      BigDecimal candidate = BigDecimal.valueOf(step).scaleByPowerOfTen(exponent);
      if (candidate.doubleValue() >= atLeast * (1 - 1e-9)) {
        return candidate;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }
}
