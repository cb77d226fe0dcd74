package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;

/** Collects between which places of an axis the data lie, and counts what has no place. */
final class Extent {
  private final Scale scale;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private boolean tight;
  private boolean onZero;

  Extent(Scale scale) {
    this.scale = scale;
  }

  void add(double value) {
    addPlace(Span.place(scale, value));
  }

  void add(Numbers values) {
    for (int i = 0; i < values.size(); i++) {
      add(values.get(i));
    }
  }

  /** Adds the edges of cells, behind which nothing is drawn. */
  void addEdges(double[] places) {
    tight |= places.length > 0;
    for (double place : places) {
      addPlace(place);
    }
  }

  /** Adds 0 as the ground that bars stand on; on a logarithmic axis they stand on its beginning. */
  void addGround() {
    onZero = true;
    if (scale == Scale.LINEAR) {
      addPlace(0);
    }
  }

  private void addPlace(double place) {
    if (!Double.isNaN(place)) {
      low = Math.min(low, place);
      high = Math.max(high, place);
    }
  }

  boolean isEmpty() {
    return low > high;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  boolean isTight() {
    return tight;
  }

  boolean standsOnZero() {
    return onZero;
  }
}
