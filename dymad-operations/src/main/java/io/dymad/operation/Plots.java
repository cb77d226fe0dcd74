package io.dymad.operation;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.metalab.api.Capture;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Circle;
import io.metalab.capture.plot.ErrorBars;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Marker;
import io.metalab.capture.plot.Points;
import java.util.Arrays;
import java.util.Locale;

/** What the pictures of all operations have in common. */
final class Plots {
  private static final double SQUARE_INCHES = 5.4;
  private static final int GREY = 6;

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

  /** Starts a figure of the plane of exponents. */
  static Figure.Builder exponents(String time) {
    return Figure.builder("Exponents")
        .x(Axis.linear("growth rate, 1/" + time))
        .y(Axis.linear("angular frequency, rad/" + time))
        .size(SQUARE_INCHES, SQUARE_INCHES);
  }

  /**
   * Adds bars of two standard deviations to either side of some exponents, where these are known.
   *
   * @param growth standard deviations of all growth rates; NaN if unknown
   * @param frequency standard deviations of all angular frequencies; NaN if unknown
   * @param chosen indices of the exponents that get bars
   */
  static void addDeviations(
      Figure.Builder figure,
      ComplexVector exponents,
      double[] growth,
      double[] frequency,
      int... chosen) {
    double[] dx = Arrays.stream(chosen).mapToDouble(j -> 2 * growth[j]).toArray();
    double[] dy = Arrays.stream(chosen).mapToDouble(j -> 2 * frequency[j]).toArray();
    if (Arrays.stream(dx).anyMatch(Double::isFinite)) {
      ComplexVector at = exponents.select(chosen);
      figure.add(ErrorBars.of("± 2 standard deviations", at.re(), at.im(), dx, dy).withColor(GREY));
    }
  }

  /** Returns an eigenvalue as text. */
  static String text(Complex value) {
    return value.im() == 0
        ? String.format(Locale.ROOT, "%.4g", value.re())
        : String.format(Locale.ROOT, "%.4g%+.4gi", value.re(), value.im());
  }

  /** Returns the full spectrum: hollow circles. */
  static Points full(ComplexVector values) {
    return Points.of("all " + values.size(), values.re(), values.im())
        .withMarker(Marker.CIRCLE)
        .withColor(0);
  }

  /** Returns the part of a spectrum that a filter kept: triangles. */
  static Points filtered(String name, ComplexVector values) {
    return Points.of(name, values.re(), values.im()).withMarker(Marker.TRIANGLE).withColor(1);
  }
}
