package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.List;

/**
 * The ends of bins, of equal width as numpy.histogram has them or of equal ratio as
 * numpy.geomspace. Immutable.
 */
final class Edges {
  private static final double HALF_A_DECADE = StrictMath.sqrt(10);

  private final double[] edges;
  private final int bins;
  private final boolean logarithmic;
  private final double origin;
  private final double scale;

  private Edges(double[] edges, boolean logarithmic, double origin, double scale) {
    this.edges = edges;
    this.bins = edges.length - 1;
    this.logarithmic = logarithmic;
    this.origin = origin;
    this.scale = scale;
  }

  /**
   * Returns bins of equal width between two finite numbers; where they are equal, half a unit
   * around them.
   *
   * @param bins at least 1
   */
  static Edges linear(double low, double high, int bins) {
    double from = low == high ? low - 0.5 : low;
    double to = low == high ? high + 0.5 : high;
    double[] edges = new double[bins + 1];
    double range = to - from;
    double width = range / bins;
    for (int i = 0; i < bins; i++) {
      double part = (double) i / bins;
      edges[i] = Double.isInfinite(range) ? from * (1 - part) + to * part : from + i * width;
    }
    edges[bins] = to;
    double scale = Double.isInfinite(range) ? 1 / (to / bins - from / bins) : 1 / width;
    return new Edges(edges, false, from, scale);
  }

  /**
   * Returns bins of equal ratio between two finite numbers greater than 0; where they are equal,
   * half a decade around them.
   *
   * @param bins at least 1
   */
  static Edges logarithmic(double low, double high, int bins) {
    double from = low == high ? Math.max(Double.MIN_VALUE, low / HALF_A_DECADE) : low;
    double to = low == high ? Math.min(Double.MAX_VALUE, high * HALF_A_DECADE) : high;
    double origin = StrictMath.log(from);
    double width = (StrictMath.log(to) - origin) / bins;
    double[] edges = new double[bins + 1];
    edges[0] = from;
    for (int i = 1; i < bins; i++) {
      double edge = StrictMath.exp(origin + i * width);
      edges[i] = Math.min(to, Math.max(edges[i - 1], edge));
    }
    edges[bins] = to;
    return new Edges(edges, true, origin, 1 / width);
  }

  /** Returns the bin of a number from the lowest to the highest edge. */
  int bin(double number) {
    double place = logarithmic ? StrictMath.log(number) : number;
    int bin = Math.max(0, Math.min(bins - 1, (int) ((place - origin) * scale)));
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
