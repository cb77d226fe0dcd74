package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.List;

/** The ends of bins of equal width, as numpy.histogram has them. Immutable. */
final class Edges {
  private final double[] edges;
  private final int bins;
  private final double scale;

  /**
   * Creates bins between two finite numbers; where they are equal, half a unit around them.
   *
   * @param bins at least 1
   */
  Edges(double low, double high, int bins) {
    double from = low == high ? low - 0.5 : low;
    double to = low == high ? high + 0.5 : high;
    this.bins = bins;
    this.edges = new double[bins + 1];
    double range = to - from;
    double width = range / bins;
    for (int i = 0; i < bins; i++) {
      double part = (double) i / bins;
      edges[i] = Double.isInfinite(range) ? from * (1 - part) + to * part : from + i * width;
    }
    edges[bins] = to;
    this.scale = Double.isInfinite(range) ? 1 / (to / bins - from / bins) : 1 / width;
  }

  /** Returns the bin of a number from the lowest to the highest edge. */
  int bin(double number) {
    int bin = Math.min(bins - 1, (int) ((number - edges[0]) * scale));
    // Rounding leads astray by one, and further where many edges are one number.
    while (bin > 0 && number < edges[bin]) {
      bin--;
    }
    while (bin < bins - 1 && number >= edges[bin + 1]) {
      bin++;
    }
    return bin;
  }

  int bins() {
    return bins;
  }

  List<Double> list() {
    List<Double> list = new ArrayList<>();
    for (double edge : edges) {
      list.add(edge);
    }
    return list;
  }
}
