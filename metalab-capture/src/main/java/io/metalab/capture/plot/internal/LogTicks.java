package io.metalab.capture.plot.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Marks of a logarithmic axis: powers of ten, or what there is between two of them. */
final class LogTicks {
  private static final int LEAST_LABELS = 3;
  private static final int MOST_DECADES_WITH_MINOR = 10;
  private static final int[] ONE_TWO_FIVE = {1, 2, 5};

  private LogTicks() {}

  static List<Tick> of(Span span, int target) {
    int first = (int) Math.ceil(span.from());
    int last = (int) Math.floor(span.to());
    if (last - first + 1 >= LEAST_LABELS) {
      return decades(span, first, last, target);
    }
    List<Tick> between = multiples(span, ONE_TWO_FIVE, true);
    if (between.size() >= LEAST_LABELS) {
      between.addAll(minor(span));
      return between;
    }
    List<Tick> ticks = new ArrayList<>();
    Ticks.linear(StrictMath.pow(10, span.from()), StrictMath.pow(10, span.to()), target).stream()
        .map(tick -> new Tick(StrictMath.log10(tick.place()), tick.label()))
        .forEach(ticks::add);
    return ticks;
  }

  private static List<Tick> decades(Span span, int first, int last, int target) {
    int every = stride((last - first + target) / target);
    boolean plain = first >= -3 && last <= 4;
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = Math.floorDiv(first + every - 1, every) * every;
        exponent <= last;
        exponent += every) {
      BigDecimal value = BigDecimal.ONE.scaleByPowerOfTen(exponent);
      ticks.add(new Tick(exponent, plain ? value.toPlainString() : Labels.power(exponent)));
    }
    if (every == 1 && span.length() <= MOST_DECADES_WITH_MINOR) {
      ticks.addAll(minor(span));
    }
    return ticks;
  }

  /** Returns the next number that is 1, 2 or 5 times a power of ten. */
  private static int stride(int atLeast) {
    for (int power = 1; ; power *= 10) {
      for (int factor : ONE_TWO_FIVE) {
        if (factor * power >= atLeast) {
          return factor * power;
        }
      }
    }
  }

  private static List<Tick> minor(Span span) {
    return multiples(span, new int[] {2, 3, 4, 5, 6, 7, 8, 9}, false);
  }

  private static List<Tick> multiples(Span span, int[] factors, boolean labelled) {
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(span.from()); exponent <= span.to(); exponent++) {
      for (int factor : factors) {
        double place = exponent + StrictMath.log10(factor);
        if (place >= span.from() && place <= span.to()) {
          BigDecimal value = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
          ticks.add(new Tick(place, labelled ? Labels.number(value.doubleValue()) : ""));
        }
      }
    }
    return ticks;
  }
}
