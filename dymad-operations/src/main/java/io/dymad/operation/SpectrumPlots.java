package io.dymad.operation;

import io.dymad.dmd.SpectralModel;
import io.dymad.numerics.ComplexVector;
import io.metalab.api.Capture;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.ErrorBars;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Marker;
import io.metalab.capture.plot.Points;
import java.util.Arrays;

/** The pictures of the spectrum of any model: its eigenvalues, its exponents, and some of them. */
final class SpectrumPlots {
  private static final int GREY = 6;

  private final SpectralModel model;
  private final String keptName;
  private final int[] kept;

  /**
   * Prepares the pictures.
   *
   * @param kept indices of the pairs that stand out
   */
  SpectrumPlots(SpectralModel model, String keptName, int... kept) {
    this.model = model;
    this.keptName = keptName;
    this.kept = kept;
  }

  /**
   * Captures the pictures.
   *
   * @param time the unit of time
   * @param growth standard deviations of all growth rates; NaN if unknown
   * @param frequency standard deviations of all angular frequencies; NaN if unknown
   * @param certain indices of the exponents that get bars of these
   */
  void capture(Capture capture, String time, double[] growth, double[] frequency, int... certain) {
    Figure.Builder eigenvalues = Plots.plane("Eigenvalues of one step");
    Plots.capture(capture, "eigenvalues", withPoints(eigenvalues, model.eigenvalues()));
    Figure.Builder exponents =
        Figure.builder("Exponents")
            .x(Axis.linear("growth rate, 1/" + time))
            .y(Axis.linear("angular frequency, rad/" + time))
            .size(Plots.SQUARE_INCHES, Plots.SQUARE_INCHES);
    addDeviations(exponents, growth, frequency, certain);
    Plots.capture(capture, "exponents", withPoints(exponents, model.exponents()));
  }

  private Figure withPoints(Figure.Builder figure, ComplexVector values) {
    return figure
        .add(
            Points.of("all " + values.size(), values.re(), values.im())
                .withMarker(Marker.CIRCLE)
                .withColor(0))
        .add(Plots.filtered(keptName, values.select(kept)))
        .build();
  }

  /** Adds bars of two standard deviations to either side, where these are known. */
  private void addDeviations(
      Figure.Builder figure, double[] growth, double[] frequency, int... certain) {
    double[] dx = Arrays.stream(certain).mapToDouble(j -> 2 * growth[j]).toArray();
    double[] dy = Arrays.stream(certain).mapToDouble(j -> 2 * frequency[j]).toArray();
    if (Arrays.stream(dx).anyMatch(Double::isFinite)) {
      ComplexVector at = model.exponents().select(certain);
      figure.add(ErrorBars.of("± 2 standard deviations", at.re(), at.im(), dx, dy).withColor(GREY));
    }
  }
}
