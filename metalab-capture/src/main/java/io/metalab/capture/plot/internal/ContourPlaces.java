package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;
import java.util.List;

/** The lines of a level as places on two axes. */
public final class ContourPlaces {
  private ContourPlaces() {}

  /** Returns each line as pairs of values of the axes. */
  public static List<List<double[]>> of(Grid grid, double level, Scale x, Scale y) {
    return places(grid, level, x, y).stream()
        .map(
            line ->
                line.stream().map(at -> new double[] {value(at[0], x), value(at[1], y)}).toList())
        .toList();
  }

  private static double value(double place, Scale scale) {
    return scale == Scale.LOG ? StrictMath.pow(10, place) : place;
  }

  /** Returns each line as pairs of places. */
  static List<List<double[]>> places(Grid grid, double level, Scale x, Scale y) {
    return MarchingSquares.lines(grid, level).stream()
        .map(
            line ->
                line.stream()
                    .map(at -> new double[] {place(grid.x(), at[0], x), place(grid.y(), at[1], y)})
                    .toList())
        .toList();
  }

  private static double place(Numbers centres, double at, Scale scale) {
    int below = Math.min((int) at, centres.size() - 2);
    double share = at - below;
    double low = Span.place(scale, centres.get(below));
    double high = Span.place(scale, centres.get(below + 1));
    return low * (1 - share) + high * share;
  }
}
