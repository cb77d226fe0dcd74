package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.dymad.sako.ComplexGrid;
import io.dymad.sako.Pseudospectrum;
import io.dymad.sako.RationalKernel;
import io.dymad.sako.Resolvent;
import io.dymad.sako.SpectralMeasure;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import io.metalab.capture.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What of a spectrum is not eigenpairs: pseudospectrum, measure, resolvent, eigenfunctions. */
final class SpectralViews {
  private final Params params;
  private final KoopmanFit fit;
  private final SpectralFilter filter;
  private final SpectralDeviations deviations;
  private final Steps steps;
  private final SpectralPlots plots;
  private final List<String> names;

  SpectralViews(
      Params params,
      List<String> names,
      KoopmanFit fit,
      SpectralFilter filter,
      SpectralDeviations deviations,
      Steps steps) {
    this.params = params;
    this.fit = fit;
    this.filter = filter;
    this.deviations = deviations;
    this.steps = steps;
    this.names = names;
    this.plots = new SpectralPlots(fit.model().eigenvalues(), filter);
  }

  void capture(Capture capture) {
    new SpectrumPlots(fit.model(), plots.keptName(), filter.kept())
        .capture(capture, "time", deviations.growth(), deviations.frequency(), filter.kept());
    if (fit.seen().isComparable()) {
      pseudospectrum(capture);
      measure(capture);
    } else {
      for (String metric : List.of("tau_min", "measure_mass", "represented_energy")) {
        capture.metric(metric, Double.NaN);
      }
    }
    resolvent(capture);
    steps.next(0.95, "eigenfunctions");
    eigenfunctions(capture);
  }

  private void pseudospectrum(Capture capture) {
    int points = params.getInt("grid_points");
    double radius = params.getDouble("grid_radius");
    ComplexGrid grid =
        Refusals.at("params.grid_radius", () -> ComplexGrid.symmetric(radius, radius, points));
    Pseudospectrum spectrum = Pseudospectrum.of(fit.lifted());
    double[][] tau = new double[points][];
    // The data are real: rows of opposite imaginary parts are equal.
    for (int i = 0; i < (points + 1) / 2; i++) {
      steps.next(0.2 + 1.2 * i / points, "pseudospectrum");
      double im = grid.im()[i];
      tau[i] = spectrum.tau(ComplexVector.generate(points, j -> new Complex(grid.re()[j], im)));
      tau[points - 1 - i] = tau[i];
    }
    capture.metric(
        "tau_min", Arrays.stream(tau).flatMapToDouble(Arrays::stream).min().orElse(Double.NaN));
    capture.artifact(
        "pseudospectrum.npz",
        new ComplexArrays()
            .put("re", grid.re())
            .put("im", grid.im())
            .put("tau", Matrix.of(tau))
            .asMap());
    Plots.capture(capture, "pseudospectrum", plots.pseudospectrum(grid, tau));
  }

  private void measure(Capture capture) {
    steps.next(0.8, "spectral measure");
    int observable = params.getInt("observable");
    if (observable >= fit.data().stateSize()) {
      throw Refusals.of(
          "params.observable",
          "The state has %d variables, so that %d is none of them."
              .formatted(fit.data().stateSize(), observable));
    }
    SpectralMeasure measure =
        SpectralMeasure.of(fit.lifted(), fit.pairs().x().columns(observable, observable + 1));
    int points = params.getInt("measure_points");
    double[] theta =
        IntStream.range(0, points)
            .mapToDouble(i -> Math.PI * (2.0 * i - points + 1) / points)
            .toArray();
    RationalKernel kernel =
        RationalKernel.of(params.getInt("measure_order"), params.getDouble("measure_width"));
    double[] density = measure.density(kernel, theta);
    double norm = fit.pairs().x().columns(observable, observable + 1).frobeniusNorm();
    double mass = Arrays.stream(density).sum() * 2 * Math.PI / points;
    capture.metric("measure_mass", mass * fit.pairs().size() / (norm * norm));
    capture.metric("represented_energy", measure.representedEnergy());
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      rows.add(List.of(theta[i], theta[i] / fit.pairs().step(), density[i]));
    }
    capture.artifact(
        "measure.csv", CsvTable.of(List.of("angle", "angular_frequency", "density"), rows));
    Plots.capture(capture, "measure", plots.measure(names.get(observable), theta, density));
  }

  private void resolvent(Capture capture) {
    steps.next(0.85, "resolvent");
    Resolvent all = Resolvent.of(fit.edmd().koopman().adjoint());
    Eigen eigen = fit.edmd().eigen();
    // The transposed matrix acts on columns: its right vectors are the conjugated left ones.
    Eigen columns =
        new Eigen(eigen.values(), eigen.left().conjugate(), eigen.right().conjugate())
            .select(filter.kept());
    int count = params.getInt("frequencies");
    double highest = Math.PI / fit.pairs().step();
    double[] frequencies = new double[count];
    double[] gains = new double[count];
    double[] keptGains = new double[count];
    List<List<Object>> rows = new ArrayList<>();
    int peak = 0;
    for (int i = 0; i < count; i++) {
      steps.checkpoint();
      frequencies[i] = highest * i / (count - 1);
      Complex z = Complex.polar(1, frequencies[i] * fit.pairs().step());
      gains[i] = all.gains(z)[0];
      keptGains[i] = columns.size() == 0 ? Double.NaN : Resolvent.modal(columns).gains(z)[0];
      rows.add(List.of(frequencies[i], gains[i], keptGains[i]));
      peak = keptGains[i] > keptGains[peak] ? i : peak;
    }
    capture.metric("peak_gain", keptGains[peak]);
    capture.metric("peak_frequency", frequencies[peak]);
    Plots.capture(capture, "resolvent", plots.resolvent(frequencies, gains, keptGains));
    capture.artifact(
        "resolvent.csv", CsvTable.of(List.of("angular_frequency", "gain", "gain_kept"), rows));
  }

  private void eigenfunctions(Capture capture) {
    int[] shown = Arrays.stream(filter.kept()).limit(params.getInt("eigenfunctions")).toArray();
    ComplexArrays arrays =
        new ComplexArrays().put("eigenvalues", fit.model().eigenvalues().select(shown));
    if (fit.pairs().x().columns() > 2) {
      alongCourse(capture, arrays, shown);
    } else {
      onGrid(capture, arrays, shown);
    }
    capture.artifact("eigenfunctions.npz", arrays.asMap());
  }

  private void alongCourse(Capture capture, ComplexArrays arrays, int[] shown) {
    Trajectory course = fit.data().train().get(0);
    double[] times = course.t().column(0);
    ComplexMatrix values = fit.model().eigenfunctions(course.x()).selectColumns(shown);
    arrays.put("t", times).put("values", values);
    for (int i = 0; i < shown.length; i++) {
      Plots.capture(
          capture,
          "eigenfunction_" + (i + 1),
          plots.alongCourse(shown[i], times, values.columns(i, i + 1)));
    }
  }

  private void onGrid(Capture capture, ComplexArrays arrays, int[] shown) {
    int variables = fit.pairs().x().columns();
    double[] x0 = axis(0);
    double[] x1 = variables == 2 ? axis(1) : new double[] {0};
    Matrix states =
        Matrix.generate(
            x0.length * x1.length,
            variables,
            (k, j) -> j == 0 ? x0[k % x0.length] : x1[k / x0.length]);
    ComplexMatrix values = fit.model().eigenfunctions(states).selectColumns(shown);
    arrays
        .put("x0", x0)
        .put("x1", x1)
        .put("values_re", cube(values.re(), shown.length, x1.length, x0.length))
        .put("values_im", cube(values.im(), shown.length, x1.length, x0.length));
    for (int i = 0; i < shown.length; i++) {
      Plots.capture(
          capture,
          "eigenfunction_" + (i + 1),
          plots.eigenfunction(shown[i], x0, x1, values.columns(i, i + 1)));
    }
  }

  private static NdArray cube(Matrix values, int functions, int rows, int columns) {
    return NdArray.of(values.toColumnMajor(), functions, rows, columns);
  }

  private double[] axis(int variable) {
    double[] values = fit.pairs().x().column(variable);
    double lowest = Arrays.stream(values).min().orElseThrow();
    double highest = Arrays.stream(values).max().orElseThrow();
    // Along a variable that rests, a grid around it.
    double beyond = highest > lowest ? 0 : Math.max(1, Math.abs(lowest)) / 2;
    double least = lowest - beyond;
    double greatest = highest + beyond;
    int last = params.getInt("function_points") - 1;
    return IntStream.rangeClosed(0, last)
        .mapToDouble(i -> least + (greatest - least) * i / last)
        .toArray();
  }
}
