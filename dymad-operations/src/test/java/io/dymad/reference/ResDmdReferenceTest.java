package io.dymad.reference;

import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.MeasurePreservingEdmd;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import io.dymad.sako.Averages;
import io.dymad.sako.Pseudospectrum;
import io.dymad.sako.RationalKernel;
import io.dymad.sako.Residuals;
import io.dymad.sako.SpectralMeasure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ResDmdReferenceTest {
  @TestFactory
  List<DynamicTest> circleRotation() {
    ReferenceCase data = ReferenceCase.load("o08_circle_rotation");
    double turn = 2 * Math.PI * data.number("system.rho");
    int nodes = 64;
    Lifted<ComplexMatrix> lifted = Lifted.of(fourier(nodes, 0), fourier(nodes, turn));
    Edmd<ComplexMatrix> fit = Edmd.fit(lifted, 1);
    Map<String, Object> computed = new HashMap<>();
    computed.put("edmd.eigs", fit.eigenvalues());
    computed.put("mpedmd.eigs", MeasurePreservingEdmd.fit(lifted).eigenvalues());
    computed.put("resdmd.residual_max", max(residuals(fit, lifted)));
    computed.put("resdmd.tau", Pseudospectrum.of(lifted).tau(data.complex("system.grid_z")));
    SpectralMeasure measure = SpectralMeasure.of(lifted, observable(nodes, 0).asColumn());
    double[] theta = data.numbers("system.theta_grid");
    for (int order : new int[] {1, 2, 4, 6}) {
      computed.put("measure.order" + order, measure.density(RationalKernel.of(order, 0.05), theta));
    }
    double[] weights = new double[nodes];
    Arrays.fill(weights, 1.0 / nodes);
    computed.put(
        "measure.autocorrelations",
        ComplexVector.generate(
            10,
            n -> Averages.correlation(observable(nodes, n * turn), observable(nodes, 0), weights)));
    ComplexVector orbit = ComplexVector.generate(500, n -> observable(0.3 + n * turn));
    computed.put("gla.harmonic_average", Averages.laplace(orbit, Complex.polar(1, turn)));
    return data.checks(computed);
  }

  private static ComplexMatrix fourier(int nodes, double turn) {
    return ComplexMatrix.generate(
        nodes, 17, (i, j) -> Complex.polar(1, (j - 8) * (2 * Math.PI * i / nodes + turn)));
  }

  private static Complex observable(double angle) {
    return Complex.polar(1, angle).plus(Complex.polar(0.5, -angle));
  }

  private static ComplexVector observable(int nodes, double turn) {
    return ComplexVector.generate(nodes, i -> observable(2 * Math.PI * i / nodes + turn));
  }

  @TestFactory
  List<DynamicTest> logisticIsometry() {
    ReferenceCase data = ReferenceCase.load("o09_logistic_isometry");
    int nodes = 64;
    IntUnaryOperator once = n -> n;
    Lifted<Matrix> lifted = Lifted.of(chebyshev(nodes, once), chebyshev(nodes, n -> 2 * n));
    Edmd<Matrix> fit = Edmd.fit(lifted, 1);
    ComplexVector values = fit.eigenvalues();
    int one = Assignment.match(ComplexVector.ofReal(1), values)[0];
    double[] residuals = residuals(fit, lifted);
    double modulus = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < values.size(); j++) {
      if (j != one) {
        modulus = Math.max(modulus, values.get(j).abs());
        smallest = Math.min(smallest, residuals[j]);
      }
    }
    Map<String, Object> computed = new HashMap<>();
    computed.put("resdmd.tau", Pseudospectrum.of(lifted).tau(data.complex("system.grid_z")));
    computed.put("edmd.eigenvalue_one", values.get(one).minus(Complex.ONE).abs());
    computed.put("edmd.spurious_modulus", modulus);
    computed.put("resdmd.spurious_residual", smallest);
    double[] weights = new double[nodes];
    Arrays.fill(weights, 1.0 / nodes);
    computed.put(
        "measure.autocorrelations",
        ComplexVector.generate(
            6, n -> Averages.correlation(sum(nodes, 1 << n), sum(nodes, 1), weights)));
    SpectralMeasure measure = SpectralMeasure.of(lifted, Matrix.ofColumn(sum(nodes, 1).re()));
    double[] theta = data.numbers("system.theta_grid");
    for (int order : new int[] {1, 2, 4}) {
      computed.put("measure.order" + order, measure.density(RationalKernel.of(order, 0.1), theta));
    }
    computed.put("measure.order4_vs_exact", computed.get("measure.order4"));
    return data.checks(computed);
  }

  /** Scaled Chebyshev polynomials at Gauss-Chebyshev nodes; the map doubles the degree. */
  private static Matrix chebyshev(int nodes, IntUnaryOperator degree) {
    return Matrix.generate(
        nodes,
        17,
        (i, n) -> (n == 0 ? 1 : Math.sqrt(2)) * Math.cos(degree.applyAsInt(n) * angle(i, nodes)));
  }

  private static double angle(int node, int nodes) {
    return (2 * node + 1) * Math.PI / (2 * nodes);
  }

  /** The observable T1 + T2 after the map has been applied log2(factor) times. */
  private static ComplexVector sum(int nodes, int factor) {
    return ComplexVector.generate(
        nodes,
        i ->
            Complex.of(
                Math.cos(factor * angle(i, nodes)) + Math.cos(2 * factor * angle(i, nodes))));
  }

  @TestFactory
  List<DynamicTest> gaussMap() {
    ReferenceCase data = ReferenceCase.load("o10_gauss_map_resdmd");
    Matrix table = data.file("XYW");
    Lifted<Matrix> lifted =
        Lifted.of(legendre(table.column(0)), legendre(table.column(1)))
            .withWeights(table.column(2));
    Edmd<Matrix> fit = Edmd.fit(lifted, 1);
    double[] residuals = residuals(fit, lifted);
    ComplexVector grid = data.complex("system.grid_z");
    int one = Assignment.match(ComplexVector.ofReal(1), fit.eigenvalues())[0];
    int[] selected =
        Assignment.match(data.complex("truth.real_eigenvalues_above_0p2"), fit.eigenvalues());
    return data.checks(
        Map.of(
            "resdmd.tau",
            Pseudospectrum.of(lifted).tau(grid),
            "resdmd.tau_gram",
            Residuals.smallestByGram(grid, lifted),
            "edmd.eigenvalue_one",
            fit.eigenvalues().get(one).minus(Complex.ONE).abs(),
            "resdmd.residual_one",
            residuals[one],
            "edmd.eigs_selected",
            fit.eigenvalues(),
            "resdmd.residuals_selected",
            Arrays.stream(selected).mapToDouble(j -> residuals[j]).toArray()));
  }

  /** Orthonormal Legendre polynomials of degree 0 to 39 on [-1, 0]. */
  private static Matrix legendre(double[] points) {
    double[][] rows = new double[points.length][40];
    for (int i = 0; i < points.length; i++) {
      double u = 2 * points[i] + 1;
      double previous = 0;
      double current = 1;
      for (int n = 0; n < 40; n++) {
        rows[i][n] = Math.sqrt(2 * n + 1) * current;
        double next = ((2 * n + 1) * u * current - n * previous) / (n + 1);
        previous = current;
        current = next;
      }
    }
    return Matrix.of(rows);
  }

  @TestFactory
  List<DynamicTest> pendulum() {
    ReferenceCase data = ReferenceCase.load("o11_pendulum_resdmd");
    Matrix start = Matrix.generate(32 * 48, 2, (i, j) -> midpoint(j == 0 ? i / 48 : i % 48, j));
    double[] weights = new double[32 * 48];
    Arrays.fill(weights, 2 * Math.PI / 32 * 16 / 48);
    Lifted<ComplexMatrix> lifted =
        Lifted.of(hermiteFourier(start), hermiteFourier(data.file("X1"))).withWeights(weights);
    Edmd<ComplexMatrix> fit = Edmd.fit(lifted, data.number("system.dt"));
    double[] residuals = residuals(fit, lifted);
    double identity = 0;
    for (int j = 0; j < residuals.length; j++) {
      double modulus = fit.eigenvalues().get(j).abs();
      double expected = Math.sqrt(Math.max(0, 1 - modulus * modulus));
      identity = Math.max(identity, Math.abs(residuals[j] - expected));
    }
    ComplexVector grid = data.complex("system.grid_z");
    double[] tau = Pseudospectrum.of(lifted).tau(grid);
    double violation = 0;
    for (int i = 0; i < tau.length; i++) {
      violation = Math.max(violation, Math.abs(1 - grid.get(i).abs()) - tau[i]);
    }
    ComplexVector unitary = MeasurePreservingEdmd.fit(lifted).eigenvalues();
    double modulus = max(unitary.stream().mapToDouble(v -> Math.abs(v.abs() - 1)).toArray());
    return data.checks(
        Map.of(
            "gram.orthonormality",
            Math.max(orthonormality(lifted.weightedNow()), orthonormality(lifted.weightedNext())),
            "resdmd.identity",
            identity,
            "resdmd.tau",
            tau,
            "resdmd.tau_bound",
            violation,
            "edmd.eigs",
            fit.eigenvalues(),
            "mpedmd.modulus",
            modulus,
            "mpedmd.eigs",
            unitary));
  }

  /** Returns a midpoint of the grid: 32 angles in [-π, π], 48 momenta in [-8, 8]. */
  private static double midpoint(int cell, int variable) {
    return variable == 0 ? -Math.PI + 2 * Math.PI * (cell + 0.5) / 32 : -8 + (cell + 0.5) / 3;
  }

  private static double orthonormality(ComplexMatrix features) {
    return features
        .adjointTimes(features)
        .minus(ComplexMatrix.identity(features.columns()))
        .maxAbs();
  }

  private static ComplexMatrix hermiteFourier(Matrix states) {
    List<int[]> indices = new ArrayList<>();
    for (int k = -6; k <= 6; k++) {
      for (int j = 0; j < 8; j++) {
        if (Math.max(Math.abs(k), 1) * (j + 1) <= 8) {
          indices.add(new int[] {k, j});
        }
      }
    }
    double[][] hermite = new double[states.rows()][];
    for (int i = 0; i < hermite.length; i++) {
      hermite[i] = hermite(states.get(i, 1));
    }
    return ComplexMatrix.generate(
        states.rows(),
        indices.size(),
        (i, n) -> {
          int[] index = indices.get(n);
          return Complex.polar(1 / Math.sqrt(2 * Math.PI), index[0] * states.get(i, 0))
              .times(hermite[i][index[1]]);
        });
  }

  private static double[] hermite(double p) {
    double[] h = new double[8];
    h[0] = Math.exp(-p * p / 2) / Math.pow(Math.PI, 0.25);
    h[1] = Math.sqrt(2) * p * h[0];
    for (int j = 2; j < 8; j++) {
      h[j] = Math.sqrt(2.0 / j) * p * h[j - 1] - Math.sqrt((j - 1.0) / j) * h[j - 2];
    }
    return h;
  }

  private static <M extends Dense<M>> double[] residuals(Edmd<M> fit, Lifted<M> lifted) {
    return Residuals.of(fit.eigenvalues(), fit.eigen().right(), lifted);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
