package io.dymad.operation;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.metalab.api.Capture;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Circle;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Marker;
import io.metalab.capture.plot.Points;
import java.util.Locale;

/** What the pictures of all operations have in common. */
final class Plots {
  static final double SQUARE_INCHES = 5.4;

  private Plots() {}

  /** Captures a figure as PNG and SVG, with its numbers as CSV beside them. */
  static void capture(Capture capture, String name, Figure figure) {
    Figures.capture(capture, "plots/" + name + ".png", figure);
    capture.artifact("plots/" + name + ".svg", figure, "svg");
  }

  /** Starts a figure of the plane of eigenvalues with the unit circle. */
  static Figure.Builder plane(String title) {
    return Figure.builder(title)
        .x(Axis.linear("real part"))
        .y(Axis.linear("imaginary part"))
        .equalAspect()
        .size(SQUARE_INCHES, SQUARE_INCHES)
        .add(Circle.unit());
  }

  /** Returns an eigenvalue as text. */
  static String text(Complex value) {
    return value.im() == 0
        ? String.format(Locale.ROOT, "%.4g", value.re())
        : String.format(Locale.ROOT, "%.4g%+.4gi", value.re(), value.im());
  }

  /** Returns the part of a spectrum that a filter kept: triangles. */
  static Points filtered(String name, ComplexVector values) {
    return Points.of(name, values.re(), values.im()).withMarker(Marker.TRIANGLE).withColor(1);
  }
}
