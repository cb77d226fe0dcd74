package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Contours;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.HeatMap;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws values over a grid. */
final class GridPainter {
  private static final int SHADES = 255;
  private static final int MOST_CELLS_WITH_TEXT = 150;
  private static final double TEXT_SIZE = 9.5;
  private static final double MOST_SHARE_ON_PAPER = 0.85;

  private final Canvas canvas;
  private final PlotArea area;

  GridPainter(Canvas canvas, PlotArea area) {
    this.canvas = canvas;
    this.area = area;
  }

  /** Draws the cells of a map in the colours of its values in a span. */
  void map(HeatMap map, Span values) {
    Grid grid = map.grid();
    double[] xs = edges(PlotArea.edges(grid.x(), area.x().scale()), true);
    double[] ys = edges(PlotArea.edges(grid.y(), area.y().scale()), false);
    // One shape for each shade keeps large maps small.
    Map<Integer, Path2D> shades = new TreeMap<>();
    for (int row = 0; row < grid.y().size(); row++) {
      int start = 0;
      for (int column = 1; column <= grid.x().size(); column++) {
        int shade = shade(grid.get(start, row), values);
        if (column == grid.x().size() || shade(grid.get(column, row), values) != shade) {
          Shapes.addRectangle(
              shades.computeIfAbsent(shade, key -> new Path2D.Double()),
              xs[start],
              ys[row + 1],
              xs[column],
              ys[row]);
          start = column;
        }
      }
    }
    shades.forEach((shade, shape) -> canvas.fill(shape, ink(shade), true));
    if (grid.values().size() <= MOST_CELLS_WITH_TEXT) {
      texts(grid, xs, ys, values);
    }
  }

  private double[] edges(double[] places, boolean horizontal) {
    double[] at = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      at[i] = horizontal ? area.xOfPlace(places[i]) : area.yOfPlace(places[i]);
    }
    return at;
  }

  private static int shade(double value, Span values) {
    double share = values.share(value);
    return Double.isNaN(share) ? -1 : (int) Math.round(Math.max(0, Math.min(1, share)) * SHADES);
  }

  static Ink ink(int shade) {
    return shade < 0 ? Ink.EMPTY : Palette.value((double) shade / SHADES);
  }

  private void texts(Grid grid, double[] xs, double[] ys, Span values) {
    for (int row = 0; row < grid.y().size(); row++) {
      for (int column = 0; column < grid.x().size(); column++) {
        String text = Labels.number(grid.get(column, row), 3);
        double width = xs[column + 1] - xs[column];
        if (TextSize.width(text, TEXT_SIZE) + 4 <= width
            && ys[row] - ys[row + 1] >= TEXT_SIZE + 2) {
          canvas.text(
              Label.of(
                  text,
                  (xs[column] + xs[column + 1]) / 2,
                  (ys[row] + ys[row + 1]) / 2 + TEXT_SIZE * 0.35,
                  TEXT_SIZE,
                  Label.Anchor.MIDDLE,
                  Palette.on(ink(shade(grid.get(column, row), values)))));
        }
      }
    }
  }

  /**
   * Draws contour lines and their labels.
   *
   * @param onMap whether they lie on a map's colours: then they are dark with a pale rim, else
   *     coloured from the lowest level to the highest
   */
  void contours(Contours contours, boolean onMap) {
    ContourLabels labels = new ContourLabels(canvas, area.box());
    int count = contours.levels().size();
    for (int i = 0; i < count; i++) {
      List<List<double[]>> lines = onCanvas(contours.grid(), contours.levels().get(i));
      Path2D path = new Path2D.Double();
      for (List<double[]> line : lines) {
        path.moveTo(line.get(0)[0], line.get(0)[1]);
        line.subList(1, line.size()).forEach(at -> path.lineTo(at[0], at[1]));
      }
      // The palest end of the colours is hard to see on white.
      double share = MOST_SHARE_ON_PAPER * (count == 1 ? 0 : (double) i / (count - 1));
      Ink ink = onMap ? Ink.of(0x222222) : Palette.value(share);
      if (!lines.isEmpty()) {
        if (onMap) {
          canvas.stroke(path, Ink.of(0xffffff).withOpacity(0.6), 3, Dash.SOLID);
        }
        canvas.stroke(path, ink, 1.3, Dash.SOLID);
        labels.add(contours.labels().get(i), lines);
      }
    }
    labels.paint();
  }

  private List<List<double[]>> onCanvas(Grid grid, double level) {
    return ContourPlaces.places(grid, level, area.x().scale(), area.y().scale()).stream()
        .map(
            line ->
                line.stream()
                    .filter(at -> !Double.isNaN(at[0]) && !Double.isNaN(at[1]))
                    .map(at -> new double[] {area.xOfPlace(at[0]), area.yOfPlace(at[1])})
                    .toList())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
