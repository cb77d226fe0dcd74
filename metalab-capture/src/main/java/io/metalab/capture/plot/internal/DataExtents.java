package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Band;
import io.metalab.capture.plot.Bars;
import io.metalab.capture.plot.Circle;
import io.metalab.capture.plot.Contours;
import io.metalab.capture.plot.ErrorBars;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Points;
import io.metalab.capture.plot.Scale;
import io.metalab.capture.plot.Series;

/** Between which values the data of a figure lie, and how many of them have no place in it. */
final class DataExtents {
  private final Extent x;
  private final Extent y;
  private final Scale xScale;
  private final Scale yScale;
  private long unseen;

  DataExtents(Figure figure) {
    xScale = figure.x().scale();
    yScale = figure.y().scale();
    x = new Extent(xScale);
    y = new Extent(yScale);
    figure.series().forEach(this::add);
  }

  private void add(Series series) {
    if (series instanceof Line line) {
      pairs(line.x(), line.y());
    } else if (series instanceof Points points) {
      pairs(points.x(), points.y());
    } else if (series instanceof Band band) {
      x.add(band.x());
      y.add(band.low());
      y.add(band.high());
    } else if (series instanceof ErrorBars bars) {
      ends(x, bars.x(), bars.dx());
      ends(y, bars.y(), bars.dy());
    } else if (series instanceof Bars bars) {
      x.add(bars.edges());
      y.add(bars.heights());
      y.addGround();
    } else if (series instanceof Circle circle) {
      x.add(circle.centerX() - circle.radius());
      x.add(circle.centerX() + circle.radius());
      y.add(circle.centerY() - circle.radius());
      y.add(circle.centerY() + circle.radius());
    } else if (series instanceof HeatMap map) {
      x.addEdges(PlotArea.edges(map.grid().x(), xScale));
      y.addEdges(PlotArea.edges(map.grid().y(), yScale));
    } else if (series instanceof Contours contours) {
      Grid grid = contours.grid();
      x.addEdges(places(grid.x(), xScale));
      y.addEdges(places(grid.y(), yScale));
    }
  }

  private static void ends(Extent extent, Numbers middles, Numbers halves) {
    for (int i = 0; i < middles.size(); i++) {
      if (halves.get(i) > 0) {
        extent.add(middles.get(i) - halves.get(i));
        extent.add(middles.get(i) + halves.get(i));
      }
    }
  }

  private static double[] places(Numbers values, Scale scale) {
    double[] places = values.toArray();
    for (int i = 0; i < places.length; i++) {
      places[i] = Span.place(scale, places[i]);
    }
    return places;
  }

  private void pairs(Numbers xs, Numbers ys) {
    for (int i = 0; i < xs.size(); i++) {
      if (Double.isNaN(Span.place(xScale, xs.get(i)))
          || Double.isNaN(Span.place(yScale, ys.get(i)))) {
        unseen++;
      } else {
        x.add(xs.get(i));
        y.add(ys.get(i));
      }
    }
  }

  Extent x() {
    return x;
  }

  Extent y() {
    return y;
  }

  /** Returns the number of points of lines and points that cannot be drawn. */
  long unseen() {
    return unseen;
  }
}
