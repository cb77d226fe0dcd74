package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Dash;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;

/** Something to draw on, in units of 1/96 inch from the upper left corner. */
interface Canvas {
  /**
   * Fills a shape.
   *
   * @param crisp whether edges are sharp, so that cells side by side leave no seam
   */
  void fill(Path2D shape, Ink ink, boolean crisp);

  void stroke(Path2D shape, Ink ink, double width, Dash dash);

  void text(Label label);

  void discs(List<Point2D> centres, double radius, Ink ink);

  /** Draws, but nothing outside a rectangle. */
  void clip(Box box, Runnable drawing);
}
