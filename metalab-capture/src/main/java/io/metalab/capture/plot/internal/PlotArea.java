package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;

/** Where values are on the canvas. */
record PlotArea(Box box, Span x, Span y) {
  /** What lies far outside is drawn this far away, since canvases have limits. */
  private static final double FAR = 20_000;

  /** Returns where a horizontal value is; NaN if it has no place. */
  double x(double value) {
    return bounded(box.left() + box.width() * x.share(value));
  }

  /** Returns where a vertical value is; NaN if it has no place. */
  double y(double value) {
    return bounded(box.bottom() - box.height() * y.share(value));
  }

  double xOfPlace(double place) {
    return bounded(box.left() + box.width() * x.shareOfPlace(place));
  }

  double yOfPlace(double place) {
    return bounded(box.bottom() - box.height() * y.shareOfPlace(place));
  }

  private static double bounded(double at) {
    return Math.max(-FAR, Math.min(FAR, at));
  }

  /**
   * Returns the places of the edges of cells, half way between the places of their centres.
   *
   * @param centres rising
   */
  static double[] edges(Numbers centres, Scale scale) {
    int count = centres.size();
    double[] places = new double[count];
    for (int i = 0; i < count; i++) {
      places[i] = Span.place(scale, centres.get(i));
    }
    if (count == 0) {
      return places;
    }
    double[] edges = new double[count + 1];
    for (int i = 1; i < count; i++) {
      edges[i] = places[i - 1] / 2 + places[i] / 2;
    }
    double half = Math.max(0.5, Math.abs(places[0]) * 0.05);
    edges[0] = count == 1 ? places[0] - half : 2 * places[0] - edges[1];
    edges[count] = count == 1 ? places[0] + half : 2 * places[count - 1] - edges[count - 1];
    return edges;
  }
}
