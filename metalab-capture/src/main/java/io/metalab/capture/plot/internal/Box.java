package io.metalab.capture.plot.internal;

import java.awt.geom.Path2D;

/** A rectangle in units of the canvas. */
record Box(double left, double top, double width, double height) {
  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  Path2D shape() {
    return Shapes.rectangle(left, top, right(), bottom());
  }

  boolean meets(Box other) {
    return left < other.right()
        && other.left < right()
        && top < other.bottom()
        && other.top < bottom();
  }
}
