package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Scale;

/**
 * The part of an axis that is seen, between two places of it. The place of a value is the value
 * itself, or its decimal logarithm on a logarithmic axis.
 */
record Span(Scale scale, double from, double to) {
  private static final double PADDING = 0.04;
  private static final double LEAST_RELATIVE_LENGTH = 1e-12;

  Span {
    if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException("A span must rise, from %s to %s.".formatted(from, to));
    }
  }

  /** Returns the place of a value; NaN if it has none. */
  static double place(Scale scale, double value) {
    if (scale == Scale.LINEAR) {
      return Double.isFinite(value) ? value : Double.NaN;
    }
    return value > 0 && Double.isFinite(value) ? StrictMath.log10(value) : Double.NaN;
  }

  /** Returns the span that shows all of an extent, or what the axis demands. */
  static Span of(Axis axis, Extent extent) {
    if (!axis.categories().isEmpty()) {
      return new Span(axis.scale(), -0.5, axis.categories().size() - 0.5);
    }
    double low = extent.isEmpty() ? 0 : extent.low();
    double high = extent.isEmpty() ? 1 : extent.high();
    if (axis.low().isPresent()) {
      low = place(axis.scale(), axis.low().getAsDouble());
      high = Math.max(low, high);
    }
    if (axis.high().isPresent()) {
      high = place(axis.scale(), axis.high().getAsDouble());
      low = Math.min(low, high);
    }
    double half = high / 2 - low / 2;
    if (half <= LEAST_RELATIVE_LENGTH * Math.max(Math.abs(low), Math.abs(high))
        || half < Double.MIN_NORMAL) {
      double room = axis.scale() == Scale.LOG ? 0.5 : low == 0 ? 0.5 : Math.abs(low) * 0.05;
      return new Span(axis.scale(), bounded(low - room), bounded(high + room));
    }
    double room = 2 * PADDING * half;
    boolean roomBelow =
        axis.low().isEmpty() && !extent.isTight() && !(extent.standsOnZero() && low == 0);
    boolean roomAbove = axis.high().isEmpty() && !extent.isTight();
    return new Span(
        axis.scale(),
        roomBelow ? bounded(low - room) : low,
        roomAbove ? bounded(high + room) : high);
  }

  private static double bounded(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  /** Returns where a value lies, 0 at the beginning and 1 at the end; NaN if it has no place. */
  double share(double value) {
    return shareOfPlace(place(scale, value));
  }

  /** Returns where a place lies; halves keep differences of huge places finite. */
  double shareOfPlace(double place) {
    return (place / 2 - from / 2) / (to / 2 - from / 2);
  }

  /** Returns the length; infinite if it is beyond the numbers there are. */
  double length() {
    return to - from;
  }

  /** Returns a span of this length around the same middle. */
  Span ofLength(double length) {
    double middle = from / 2 + to / 2;
    return new Span(scale, bounded(middle - length / 2), bounded(middle + length / 2));
  }
}
