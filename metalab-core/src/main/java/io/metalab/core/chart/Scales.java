package io.metalab.core.chart;

import io.metalab.capture.plot.Scale;
import io.metalab.core.where.FieldNames;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Chooses the scale of an axis. */
final class Scales {
  private static final double DECADES = 100;
  private static final double SAME_RATIO = 1.01;

  private Scales() {}

  /**
   * Returns the scale that was asked for. Else a param is laid out as its sweep says, or by its
   * values if they are a geometric sequence over two decades or more; anything else on a
   * logarithmic scale if it is positive and spans two decades or more.
   */
  static Scale of(
      Optional<Scale> asked, String field, Set<String> logarithmic, DoubleStream values) {
    if (asked.isPresent()) {
      return asked.get();
    }
    if (logarithmic.contains(FieldNames.bare(field))) {
      return Scale.LOG;
    }
    TreeSet<Double> distinct = new TreeSet<>();
    values.filter(Double::isFinite).forEach(distinct::add);
    if (distinct.isEmpty()
        || distinct.first() <= 0
        || distinct.last() / distinct.first() < DECADES) {
      return Scale.LINEAR;
    }
    return field.startsWith("params.") && !isGeometric(distinct) ? Scale.LINEAR : Scale.LOG;
  }

  private static boolean isGeometric(SortedSet<Double> values) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    double before = Double.NaN;
    for (double value : values) {
      if (!Double.isNaN(before)) {
        least = Math.min(least, value / before);
        greatest = Math.max(greatest, value / before);
      }
      before = value;
    }
    return values.size() > 2 && greatest / least < SAME_RATIO;
  }
}
