package io.dymad.operation;

import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.sako.ComplexGrid;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Contours;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Line;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The pictures of a spectral analysis. */
final class SpectralPlots {
  /** Contours at these powers of 10. */
  private static final double[] LEVELS = {-4, -3, -2, -1.5, -1, -0.5, -0.25, 0};

  private static final double LARGEST_GAIN = 1e8;

  private final ComplexVector values;
  private final SpectralFilter filter;

  SpectralPlots(ComplexVector values, SpectralFilter filter) {
    this.values = values;
    this.filter = filter;
  }

  private ComplexVector kept() {
    return values.select(filter.kept());
  }

  String keptName() {
    return filter.kept().length + " kept";
  }

  /**
   * Draws contours of the smallest residual.
   *
   * @param tau one row for each imaginary part
   */
  Figure pseudospectrum(ComplexGrid grid, double[][] tau) {
    double[][] logarithms = new double[tau.length][];
    Arrays.setAll(logarithms, i -> DoubleStream.of(tau[i]).map(SpectralPlots::logarithm).toArray());
    double last = grid.re()[grid.re().length - 1];
    return Plots.plane("Pseudospectrum: log10 of the smallest residual")
        .x(Axis.linear("real part").withBounds(-last, last))
        .y(Axis.linear("imaginary part").withBounds(-last, last))
        .add(Contours.of("log10 tau", Grid.of(grid.re(), grid.im(), logarithms), LEVELS))
        .add(Plots.filtered(keptName(), kept()))
        .build();
  }

  private static double logarithm(double tau) {
    return Math.log10(Math.max(tau, Double.MIN_NORMAL));
  }

  Figure measure(String observable, double[] theta, double[] density) {
    return Figure.builder("Spectral measure of " + observable)
        .x(Axis.linear("angle of one step in radians"))
        .y(Axis.linear("energy per radian"))
        .add(Line.of("", theta, density))
        .build();
  }

  /** Returns no number for the gain at an eigenvalue, which would hide all others. */
  private static double open(double gain) {
    return gain < LARGEST_GAIN ? gain : Double.POSITIVE_INFINITY;
  }

  Figure resolvent(double[] frequencies, double[] all, double[] keptGains) {
    return Figure.builder("Gain of the resolvent")
        .x(Axis.linear("angular frequency"))
        .y(Axis.log("gain"))
        .add(
            Line.of(
                "operator", frequencies, DoubleStream.of(all).map(SpectralPlots::open).toArray()))
        .add(Line.of(keptName(), frequencies, keptGains))
        .build();
  }

  /**
   * Draws the real part of an eigenfunction on a grid.
   *
   * @param pair its index
   * @param phi one column: the values, x0 running fastest
   */
  Figure eigenfunction(int pair, double[] x0, double[] x1, ComplexMatrix phi) {
    double[] re = phi.column(0).re();
    String title =
        String.format(
            Locale.ROOT,
            "Eigenfunction of %s, residual %.2g",
            Plots.text(values.get(pair)),
            filter.judging()[pair]);
    if (x1.length == 1) {
      return Figure.builder(title)
          .x(Axis.linear("x0"))
          .y(Axis.linear("real part"))
          .add(Line.of("", x0, re))
          .build();
    }
    double[][] rows = new double[x1.length][];
    Arrays.setAll(rows, j -> Arrays.copyOfRange(re, j * x0.length, (j + 1) * x0.length));
    return Figure.builder(title)
        .x(Axis.linear("x0"))
        .y(Axis.linear("x1"))
        .add(HeatMap.of("real part", Grid.of(x0, x1, rows)))
        .build();
  }

  /** Draws an eigenfunction along a course. */
  Figure alongCourse(int pair, double[] times, ComplexMatrix phi) {
    return Figure.builder(
            "Eigenfunction of %s along the first course".formatted(Plots.text(values.get(pair))))
        .x(Axis.linear("time"))
        .y(Axis.linear("value"))
        .add(Line.of("real part", times, phi.column(0).re()))
        .add(Line.of("imaginary part", times, phi.column(0).im()))
        .build();
  }
}
