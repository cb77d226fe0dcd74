package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Band;
import io.metalab.capture.plot.Bars;
import io.metalab.capture.plot.Circle;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.ErrorBars;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Marker;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Points;
import io.metalab.capture.plot.Series;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/** Draws series that have one colour. */
final class SeriesPainter {
  static final double LINE_WIDTH = 1.6;
  static final double BAND_OPACITY = 0.22;
  static final double BAR_OPACITY = 0.8;
  static final double RADIUS = 3;
  private static final double SMALL_RADIUS = 2;
  private static final int MANY = 1_000;

  private final Canvas canvas;
  private final PlotArea area;
  private final ErrorBarsPainter errors;

  SeriesPainter(Canvas canvas, PlotArea area) {
    this.canvas = canvas;
    this.area = area;
    this.errors = new ErrorBarsPainter(canvas, area);
  }

  /** Draws a series, if it is one that has one colour. */
  void paint(Series series, int place) {
    Ink ink = Palette.series(place);
    if (series instanceof Line line) {
      line(line, ink, Palette.dash(line.dash(), place));
    } else if (series instanceof Points points) {
      points(points, ink);
    } else if (series instanceof Band band) {
      band(band, ink);
    } else if (series instanceof ErrorBars bars) {
      errors.paint(bars, ink);
    } else if (series instanceof Bars bars) {
      bars(bars, ink);
    } else if (series instanceof Circle circle) {
      circle(circle);
    }
  }

  private void line(Line line, Ink ink, Dash dash) {
    Path2D path = new Path2D.Double();
    List<Point2D> dots = new ArrayList<>();
    int run = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i <= line.x().size(); i++) {
      boolean end = i == line.x().size();
      double nextX = end ? Double.NaN : area.x(line.x().get(i));
      double nextY = end ? Double.NaN : area.y(line.y().get(i));
      if (Double.isNaN(nextX) || Double.isNaN(nextY)) {
        if (run == 1) {
          dots.add(new Point2D.Double(x, y));
        }
        run = 0;
      } else {
        if (run == 0) {
          path.moveTo(nextX, nextY);
        } else {
          path.lineTo(nextX, nextY);
        }
        run++;
        x = nextX;
        y = nextY;
      }
    }
    canvas.stroke(path, ink, LINE_WIDTH, dash);
    canvas.discs(dots, SMALL_RADIUS, ink);
  }

  private void points(Points points, Ink ink) {
    double radius = points.x().size() > MANY ? SMALL_RADIUS : RADIUS;
    List<Point2D> centres = new ArrayList<>();
    for (int i = 0; i < points.x().size(); i++) {
      double x = area.x(points.x().get(i));
      double y = area.y(points.y().get(i));
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        centres.add(new Point2D.Double(x, y));
      }
    }
    markers(
        centres, points.marker(), radius, ink.withOpacity(points.x().size() > MANY ? 0.5 : 0.85));
  }

  private void markers(List<Point2D> centres, Marker marker, double radius, Ink ink) {
    Path2D shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (Point2D centre : centres) {
      Shapes.addMarker(shape, marker, centre.getX(), centre.getY(), radius);
    }
    if (marker == Marker.DOT) {
      canvas.discs(centres, radius, ink);
    } else if (marker == Marker.CIRCLE || marker == Marker.CROSS) {
      canvas.stroke(shape, ink, 1.2, Dash.SOLID);
    } else {
      canvas.fill(shape, ink, false);
    }
  }

  private void band(Band band, Ink ink) {
    Path2D shape = new Path2D.Double();
    int start = 0;
    for (int i = 0; i <= band.x().size(); i++) {
      if (i == band.x().size() || isGap(band, i)) {
        addBand(shape, band, start, i);
        start = i + 1;
      }
    }
    canvas.fill(shape, ink.withOpacity(BAND_OPACITY), false);
  }

  private boolean isGap(Band band, int i) {
    return Double.isNaN(area.x(band.x().get(i)))
        || Double.isNaN(area.y(band.low().get(i)))
        || Double.isNaN(area.y(band.high().get(i)));
  }

  private void addBand(Path2D shape, Band band, int from, int to) {
    if (to - from < 2) {
      if (to - from == 1) {
        double x = area.x(band.x().get(from));
        Shapes.addRectangle(
            shape, x - 1, area.y(band.high().get(from)), x + 1, area.y(band.low().get(from)));
      }
      return;
    }
    shape.moveTo(area.x(band.x().get(from)), area.y(band.high().get(from)));
    for (int i = from + 1; i < to; i++) {
      shape.lineTo(area.x(band.x().get(i)), area.y(band.high().get(i)));
    }
    for (int i = to - 1; i >= from; i--) {
      shape.lineTo(area.x(band.x().get(i)), area.y(band.low().get(i)));
    }
    shape.closePath();
  }

  private void bars(Bars bars, Ink ink) {
    Path2D shape = new Path2D.Double();
    double zero = area.y(0);
    double ground = Double.isNaN(zero) ? area.box().bottom() : zero;
    Numbers edges = bars.edges();
    for (int i = 0; i < bars.heights().size(); i++) {
      double left = area.x(edges.get(i));
      double right = area.x(edges.get(i + 1));
      double top = area.y(bars.heights().get(i));
      if (!Double.isNaN(left) && !Double.isNaN(right) && !Double.isNaN(top) && top != ground) {
        double gap = right - left > 4 ? 0.5 : 0;
        Shapes.addRectangle(shape, left + gap, top, right - gap, ground);
      }
    }
    canvas.fill(shape, ink.withOpacity(BAR_OPACITY), false);
  }

  private void circle(Circle circle) {
    double left = area.xOfPlace(circle.centerX() - circle.radius());
    double right = area.xOfPlace(circle.centerX() + circle.radius());
    double top = area.yOfPlace(circle.centerY() + circle.radius());
    double bottom = area.yOfPlace(circle.centerY() - circle.radius());
    canvas.stroke(
        Shapes.ellipse(
            (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2),
        Ink.QUIET,
        1,
        Dash.DASHED);
  }

  /** Draws what stands for a series in the legend, in a box. */
  void symbol(Series series, int place, Box box) {
    Ink ink = Palette.series(place);
    double middle = box.top() + box.height() / 2;
    double center = box.left() + box.width() / 2;
    Path2D across = Shapes.line(box.left(), middle, box.right(), middle);
    if (series instanceof Line line) {
      canvas.stroke(across, ink, LINE_WIDTH, Palette.dash(line.dash(), place));
    } else if (series instanceof Points points) {
      markers(List.of(new Point2D.Double(center, middle)), points.marker(), RADIUS, ink);
    } else if (series instanceof Band) {
      canvas.fill(box.shape(), ink.withOpacity(BAND_OPACITY), false);
    } else if (series instanceof ErrorBars) {
      errors.symbol(ink, box);
    } else if (series instanceof Bars) {
      canvas.fill(box.shape(), ink.withOpacity(BAR_OPACITY), false);
    } else if (series instanceof Circle) {
      canvas.stroke(across, Ink.QUIET, 1, Dash.DASHED);
    }
  }
}
