package io.dymad.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.WeakForm;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.LowRank;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.sako.RationalKernel;
import io.dymad.sako.Residuals;
import io.dymad.sako.SpectralMeasure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Systems whose spectra are known, with the accuracy that an independent program reached. */
class AcceptanceTest {
  @Test
  void aLinearSystemHasExactlyTenCleanEigenpairsInATensorProductOfCubics() {
    Matrix a = Matrix.of(new double[] {0, 1}, new double[] {-4, -1});
    Matrix flow = MatrixFunctions.exp(a.times(0.5));
    Trajectories all = trajectories(64, 21, 0.5, 1, 1, x -> flow.times(x));
    double[] scale = Arrays.stream(extremes(all)).toArray();
    Monomials dictionary = Monomials.tensor(4, 4).scaled(new double[2], scale);
    SnapshotPairs pairs = SnapshotPairs.of(all);
    Lifted<Matrix> lifted = Lifted.of(dictionary, pairs);
    Edmd<Matrix> fit = Edmd.fit(lifted, 0.5);
    double[] residuals = Residuals.of(fit.eigenvalues(), fit.eigen().right(), lifted);
    double[] sorted = residuals.clone();
    Arrays.sort(sorted);
    assertThat(sorted[9]).isLessThan(1e-12);
    assertThat(sorted[10]).isGreaterThan(1e-2);

    int[] clean = Residuals.below(fit.eigenvalues(), residuals, 1e-12);
    assertThat(Residuals.withoutConstant(fit.eigenvalues(), clean)).hasSize(9);
    ComplexVector exponents = a.eigenvalues();
    List<Complex> expected = new ArrayList<>();
    for (int i = 0; i <= 3; i++) {
      for (int j = 0; i + j <= 3; j++) {
        Complex sum = exponents.get(0).times(i).plus(exponents.get(1).times(j));
        expected.add(sum.times(0.5).exp());
      }
    }
    ComplexVector found = fit.eigenvalues().select(clean);
    int[] partners = Assignment.match(ComplexVector.of(expected), found);
    for (int k = 0; k < 10; k++) {
      assertThat(found.get(partners[k]).minus(expected.get(k)).abs()).isLessThan(1e-12);
    }
    // The real low-rank operator of the clean pairs has their spectrum and nothing else.
    Matrix low = LowRank.ofEigenpairs(fit.eigen().biorthogonal().select(clean)).toMatrix();
    int[] kept = Assignment.match(found, low.eigenvalues());
    for (int k = 0; k < 10; k++) {
      Complex value = low.eigenvalues().get(kept[k]);
      assertThat(value.minus(found.get(k)).abs()).isLessThan(1e-9);
    }
    assertThat(low.eigenvalues().get(10).abs()).isLessThan(1e-9);
  }

  private static double[] extremes(Trajectories all) {
    Matrix states = all.states();
    return new double[] {states.columns(0, 1).maxAbs(), states.columns(1, 2).maxAbs()};
  }

  private static Trajectories trajectories(
      int count, int steps, double step, double width, double height, UnaryOperator<double[]> map) {
    SplittableRandom random = new SplittableRandom(2);
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[][] rows = new double[steps][];
      rows[0] = new double[] {random.nextDouble(-1, 1) * width, random.nextDouble(-1, 1) * height};
      for (int k = 1; k < steps; k++) {
        rows[k] = map.apply(rows[k - 1]);
      }
      items.add(Trajectory.of(step, Matrix.of(rows)));
    }
    return new Trajectories(items);
  }

  @Test
  void theSlowManifoldHasFourTrueExponentsAndTwoSpuriousOnes() {
    double mu = -0.5;
    double lambda = -3;
    double c = lambda / (lambda - 2 * mu);
    double step = 0.02;
    Trajectories all =
        trajectories(
            256,
            51,
            step,
            2.5,
            5,
            s -> {
              double x = s[0] * Math.exp(mu * step);
              return new double[] {
                x, (s[1] - c * s[0] * s[0]) * Math.exp(lambda * step) + c * x * x
              };
            });
    Monomials dictionary = Monomials.tensor(3, 2).scaled(new double[2], extremes(all));
    Lifted<Matrix> lifted = Lifted.of(dictionary, SnapshotPairs.of(all));
    Edmd<Matrix> fit = Edmd.fit(lifted, step);
    double[] residuals = Residuals.of(fit.eigenvalues(), fit.eigen().right(), lifted);
    ComplexVector expected = ComplexVector.ofReal(0, -0.5, -1, -3);
    int[] found = Assignment.match(expected, fit.exponents());
    for (int k = 0; k < 4; k++) {
      assertThat(fit.exponents().get(found[k]).minus(expected.get(k)).abs()).isLessThan(1e-8);
      assertThat(residuals[found[k]]).isLessThan(1e-9);
    }
    double[] sorted = residuals.clone();
    Arrays.sort(sorted);
    assertThat(sorted[4]).isGreaterThan(1e-3);
  }

  @Test
  void theVanDerPolCycleShowsItsHarmonics() {
    double step = 0.1;
    Trajectories all =
        new Trajectories(
            trajectories(100, 101, step, 2, 2, x -> vanDerPol(x, step)).items().stream()
                .map(item -> item.window(20, item.steps()))
                .toList());
    Monomials dictionary = Monomials.tensor(8, 8).scaled(new double[2], extremes(all));
    Lifted<Matrix> lifted = Lifted.of(dictionary, SnapshotPairs.of(all));
    Edmd<Matrix> fit = Edmd.fit(lifted, step);
    double[] residuals = Residuals.of(fit.eigenvalues(), fit.eigen().right(), lifted);
    double frequency = 0.942956;
    for (int k = 1; k <= 3; k++) {
      double harmonic = k * frequency;
      int best =
          IntStream.range(0, fit.eigen().size())
              .filter(j -> Math.abs(fit.exponents().get(j).im() - harmonic) < 0.1 * frequency)
              .boxed()
              .min(Comparator.comparingDouble(j -> residuals[j]))
              .orElseThrow();
      assertThat(fit.exponents().get(best).im()).isCloseTo(harmonic, within(0.01 * harmonic));
      assertThat(fit.exponents().get(best).re()).isCloseTo(0, within(0.05));
    }
  }

  /** One step of the classical Runge-Kutta method, in twenty parts. */
  private static double[] vanDerPol(double[] start, double step) {
    double h = step / 20;
    Matrix x = Matrix.ofColumn(start);
    for (int i = 0; i < 20; i++) {
      Matrix k1 = slope(x);
      Matrix k2 = slope(x.plus(k1.times(h / 2)));
      Matrix k3 = slope(x.plus(k2.times(h / 2)));
      Matrix k4 = slope(x.plus(k3.times(h)));
      x = x.plus(k1.plus(k2.times(2.0)).plus(k3.times(2.0)).plus(k4).times(h / 6));
    }
    return x.column(0);
  }

  private static Matrix slope(Matrix x) {
    double p = x.get(0, 0);
    double v = x.get(1, 0);
    return Matrix.ofColumn(v, (1 - p * p) * v - p);
  }

  @Test
  void theMeasureOfARotationIsTheKernelAtItsFrequencies() {
    double turn = Math.sqrt(2);
    int nodes = 400;
    Lifted<ComplexMatrix> lifted = Lifted.of(fourier(nodes, 0), fourier(nodes, turn));
    double[] c = new double[17];
    ComplexMatrix observable =
        ComplexMatrix.generate(
            nodes, 1, (i, j) -> Complex.of(Math.exp(Math.cos(2 * Math.PI * i / nodes))));
    ComplexMatrix coefficients = lifted.now().adjointTimes(observable).times(1.0 / nodes);
    Arrays.setAll(c, k -> coefficients.get(k, 0).re());
    SpectralMeasure measure = SpectralMeasure.of(lifted, observable);
    double[] theta =
        IntStream.range(0, 201).mapToDouble(i -> -Math.PI + 2 * Math.PI * i / 201).toArray();
    for (int order : new int[] {1, 4, 6}) {
      RationalKernel kernel = RationalKernel.of(order, 0.1);
      double[] density = measure.density(kernel, theta);
      double mass = 0;
      for (int i = 0; i < theta.length; i++) {
        double expected = 0;
        for (int k = 0; k < 17; k++) {
          expected += c[k] * c[k] * kernel.value(theta[i] - (k - 8) * turn);
        }
        assertThat(density[i]).isCloseTo(expected, within(1e-10));
        mass += density[i] * 2 * Math.PI / theta.length;
      }
      double energy = observable.frobeniusNorm() * observable.frobeniusNorm() / nodes;
      assertThat(mass).isCloseTo(energy, within(1e-5 * energy));
    }
  }

  private static ComplexMatrix fourier(int nodes, double turn) {
    return ComplexMatrix.generate(
        nodes, 17, (i, k) -> Complex.polar(1, (k - 8) * (2 * Math.PI * i / nodes + turn)));
  }

  @Test
  void smoothingErrorsFallWithTheOrderAndTheWidth() {
    // By an independent program: its complex kernel has the errors 0.079, 7.0e-3, 1.2e-4, 1.8e-6,
    // of which the real part has these.
    checkSmoothing(1, 0.0791976);
    checkSmoothing(2, 3.57076e-3);
    checkSmoothing(4, 2.94198e-5);
    checkSmoothing(6, 1.07457e-7);
  }

  private static void checkSmoothing(int order, double expected) {
    double wide = smoothingError(order, 0.1);
    assertThat(wide).isCloseTo(expected, within(1e-4 * expected));
    assertThat(wide / smoothingError(order, 0.05)).isGreaterThan(0.7 * Math.pow(2, order));
  }

  /** The error at 0.7 of e^cos smoothed by a kernel. */
  private static double smoothingError(int order, double epsilon) {
    RationalKernel kernel = RationalKernel.of(order, epsilon);
    int points = 20_000;
    double sum = 0;
    for (int i = 0; i < points; i++) {
      double theta = 2 * Math.PI * i / points;
      sum += kernel.value(0.7 - theta) * Math.exp(Math.cos(theta)) * 2 * Math.PI / points;
    }
    return Math.abs(sum - Math.exp(Math.cos(0.7)));
  }

  @Test
  void theWeakFormHasItsPublishedSums() {
    double[] times = IntStream.range(0, 25).mapToDouble(i -> 0.5 + i * 1.5 / 24).toArray();
    double[] sums =
        WeakForm.of(1.5 / 24, 25, 4, 4)
            .slopes()
            .times(Arrays.stream(times).map(t -> t * Math.sin(t)).toArray());
    assertThat(sums)
        .containsExactly(
            new double[] {1.1665504, -0.1674498, -0.1486612, -0.0003131}, within(5e-8));
  }
}
