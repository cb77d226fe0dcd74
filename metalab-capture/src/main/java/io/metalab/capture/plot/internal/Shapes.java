package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Marker;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Shapes in units of the canvas. */
final class Shapes {
  private static final double TRIANGLE_SIDE = 0.866;

  private Shapes() {}

  static Path2D rectangle(double left, double top, double right, double bottom) {
    Path2D shape = new Path2D.Double();
    addRectangle(shape, left, top, right, bottom);
    return shape;
  }

  static void addRectangle(Path2D to, double left, double top, double right, double bottom) {
    to.moveTo(left, top);
    to.lineTo(right, top);
    to.lineTo(right, bottom);
    to.lineTo(left, bottom);
    to.closePath();
  }

  static Path2D line(double x1, double y1, double x2, double y2) {
    Path2D shape = new Path2D.Double();
    shape.moveTo(x1, y1);
    shape.lineTo(x2, y2);
    return shape;
  }

  static Path2D ellipse(double x, double y, double radiusX, double radiusY) {
    return new Path2D.Double(
        new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
  }

  static void addMarker(Path2D to, Marker marker, double x, double y, double radius) {
    switch (marker) {
      case DOT, CIRCLE -> to.append(ellipse(x, y, radius, radius), false);
      case TRIANGLE -> {
        to.moveTo(x, y - 1.2 * radius);
        to.lineTo(x + 1.2 * TRIANGLE_SIDE * radius, y + 0.6 * radius);
        to.lineTo(x - 1.2 * TRIANGLE_SIDE * radius, y + 0.6 * radius);
        to.closePath();
      }
      case SQUARE -> addRectangle(to, x - radius, y - radius, x + radius, y + radius);
      case CROSS -> {
        to.moveTo(x - radius, y - radius);
        to.lineTo(x + radius, y + radius);
        to.moveTo(x - radius, y + radius);
        to.lineTo(x + radius, y - radius);
      }
    }
  }
}
