package io.metalab.core.race;

import io.metalab.core.race.PointOutcome.Standing;

/** The results of one point so far; means and variances are updated after Welford (1962). */
final class PointState {
  private int replicates;
  private int values;
  private double mean;
  private double squares;
  private double halfwidth = Double.POSITIVE_INFINITY;
  private Standing standing = Standing.ACTIVE;

  /** Takes the next replicate, whose value is NaN if it has none. */
  void add(double value) {
    replicates++;
    if (!Double.isFinite(value)) {
      return;
    }
    values++;
    double delta = value - mean;
    mean += delta / values;
    squares += delta * (value - mean);
  }

  void updateInterval(StudentQuantiles quantiles) {
    if (values >= 2) {
      double standardError = Math.sqrt(squares / (values - 1) / values);
      halfwidth = quantiles.at(values - 1) * standardError;
    }
  }

  void stop(Standing why) {
    if (standing == Standing.ACTIVE) {
      standing = why;
    }
  }

  boolean isActive() {
    return standing == Standing.ACTIVE;
  }

  boolean hasInterval() {
    return values >= 2;
  }

  int replicates() {
    return replicates;
  }

  double mean() {
    return values == 0 ? Double.NaN : mean;
  }

  double halfwidth() {
    return halfwidth;
  }

  Standing standing() {
    return standing;
  }

  /** Returns whether the intervals of two points have no number in common. */
  boolean isApartFrom(PointState other) {
    return hasInterval()
        && other.hasInterval()
        && Math.abs(mean - other.mean) > halfwidth + other.halfwidth;
  }
}
