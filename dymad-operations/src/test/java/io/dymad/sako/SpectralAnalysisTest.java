package io.dymad.sako;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpectralAnalysisTest {
  private static Lifted<Matrix> random(long seed) {
    return Lifted.of(Samples.real(40, 5, seed), Samples.real(40, 5, seed + 1000));
  }

  @Test
  void theSmallestResidualIsLipschitzSymmetricAndBelowEveryPair() {
    for (int seed = 0; seed < 5; seed++) {
      Lifted<Matrix> data = random(seed);
      Pseudospectrum spectrum = Pseudospectrum.of(data);
      SplittableRandom random = new SplittableRandom(seed);
      for (int k = 0; k < 20; k++) {
        Complex z = new Complex(random.nextDouble(-2, 2), random.nextDouble(-2, 2));
        Complex w = new Complex(random.nextDouble(-2, 2), random.nextDouble(-2, 2));
        double tau = spectrum.tau(z);
        assertThat(tau).isNotNegative();
        assertThat(spectrum.tau(z.conjugate())).isCloseTo(tau, within(1e-12));
        assertThat(Math.abs(tau - spectrum.tau(w))).isLessThanOrEqualTo(z.minus(w).abs() + 1e-12);
      }
      Edmd<Matrix> fit = Edmd.fit(data, 1);
      double[] residuals = Residuals.of(fit.eigenvalues(), fit.eigen().right(), data);
      for (int j = 0; j < 5; j++) {
        assertThat(spectrum.tau(fit.eigenvalues().get(j)))
            .isLessThanOrEqualTo(residuals[j] + 1e-12);
      }
    }
  }

  @Test
  void theMinimiserHasTheSmallestResidual() {
    Lifted<Matrix> data = random(7);
    Pseudospectrum spectrum = Pseudospectrum.of(data);
    Complex z = new Complex(0.3, 0.8);
    ComplexVector g = spectrum.minimiser(z);
    double[] residual = Residuals.of(ComplexVector.of(z), g.asColumn(), data);
    assertThat(residual[0]).isCloseTo(spectrum.tau(z), within(1e-13));
    assertThat(data.weightedNow().timesComplex(g.asColumn()).frobeniusNorm())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void theForcingIsWhatTheKoopmanMatrixLeavesOfTheMinimiser() {
    Matrix a = Samples.real(5, 5, 9);
    Matrix x = Samples.real(40, 5, 10);
    Lifted<Matrix> closed = Lifted.of(x, x.times(a));
    Pseudospectrum spectrum = Pseudospectrum.of(closed);
    Complex z = new Complex(0.3, 0.8);
    ComplexMatrix g = spectrum.minimiser(z).asColumn();
    ComplexMatrix expected = a.timesComplex(g).minus(g.times(z));
    ComplexMatrix forcing = spectrum.forcing(z).asColumn();
    assertClose(forcing, expected, 1e-12);
    assertThat(closed.weightedNow().timesComplex(forcing).frobeniusNorm())
        .isCloseTo(spectrum.tau(z), within(1e-12));
    // With the conjugate of z, as DyMAD has it, it is another function.
    assertThat(a.timesComplex(g).minus(g.times(z.conjugate())).minus(forcing).maxAbs())
        .isGreaterThan(0.1);
  }

  @Test
  void gramMatricesAgreeAwayFromEigenvaluesAndLoseHalfTheDigitsNearThem() {
    Matrix a = Samples.real(6, 6, 3);
    Matrix x = Samples.real(50, 6, 4);
    Lifted<Matrix> exact = Lifted.of(x, x.times(a));
    ComplexVector values = a.eigenvalues();
    ComplexVector away = values.map(value -> value.plus(new Complex(0.4, 0.1)));
    Pseudospectrum spectrum = Pseudospectrum.of(exact);
    assertThat(Residuals.smallestByGram(away, exact))
        .containsExactly(spectrum.tau(away), within(1e-8));
    // A clipped Gram matrix cannot go below about 3e-7; the data themselves can.
    assertThat(Arrays.stream(spectrum.tau(values)).max().orElseThrow()).isLessThan(1e-12);
  }

  @Test
  void aGridOfRealDataMirrorsItsRows() {
    Pseudospectrum spectrum = Pseudospectrum.of(random(11));
    ComplexGrid grid = ComplexGrid.symmetric(1.5, 1, 6);
    Matrix tau = spectrum.tau(grid);
    assertThat(tau.toRowMajor()).containsExactly(spectrum.tau(grid.points()), within(1e-12));
    assertThat(tau.row(0)).containsExactly(tau.row(5));
    Lifted<ComplexMatrix> complex = Lifted.of(Samples.complex(30, 4, 1), Samples.complex(30, 4, 2));
    Matrix asymmetric = Pseudospectrum.of(complex).tau(grid);
    assertThat(asymmetric.get(0, 2)).isNotCloseTo(asymmetric.get(5, 2), within(1e-6));
  }

  @Test
  void linearlyDependentFeaturesDoNotDisturb() {
    Lifted<Matrix> data = random(5);
    Lifted<Matrix> repeated =
        Lifted.of(
            data.now().beside(data.now().columns(0, 2)),
            data.next().beside(data.next().columns(0, 2)));
    Complex z = new Complex(0.2, -0.5);
    assertThat(Pseudospectrum.of(repeated).tau(z))
        .isCloseTo(Pseudospectrum.of(data).tau(z), within(1e-11));
  }

  @Test
  void filtersKeepPairsTogetherAndSmallestFirst() {
    ComplexVector values =
        ComplexVector.of(
            new Complex(0.5, 0.5),
            new Complex(0.5, -0.5),
            new Complex(0.9, 0),
            new Complex(0.1, 0));
    double[] residuals = {0.2, 0.2 + 1e-16, 0.1, 0.7};
    assertThat(Residuals.order(values, residuals)).containsExactly(2, 0, 1, 3);
    assertThat(Residuals.below(values, residuals, 0.15)).containsExactly(2);
    assertThat(Residuals.smallest(values, residuals, 2)).containsExactly(2, 0, 1);
    assertThatThrownBy(() -> Residuals.smallest(values, residuals, 0))
        .hasMessageContaining("(0) must be above 0");
    assertThatThrownBy(() -> Residuals.of(values, ComplexMatrix.identity(3), random(1)))
        .hasMessageContaining("4 eigenvalues and coefficients of 3 x 3 do not fit 5 features");
  }

  @Test
  void heldOutResidualsAreWorseThanThoseOfTheFitOnNoise() {
    Lifted<Matrix> train = random(21);
    Lifted<Matrix> heldOut = random(22);
    Edmd<Matrix> fit = Edmd.fit(train, 1);
    double[] seen = Residuals.of(fit.eigenvalues(), fit.eigen().right(), train);
    double[] unseen = Residuals.of(fit.eigenvalues(), fit.eigen().right(), heldOut);
    assertThat(Arrays.stream(unseen).average().orElseThrow())
        .isGreaterThan(Arrays.stream(seen).average().orElseThrow());
  }

  @Test
  void theResolventIsTheNormOfTheInverse() {
    for (int seed = 0; seed < 10; seed++) {
      Matrix a = Samples.real(6, 6, seed);
      Complex z = new Complex(0.2, 1.5);
      double gain = a.toComplex().shifted(z).lu().inverse().singularValues()[0];
      assertThat(Resolvent.of(a).gains(z)[0]).isCloseTo(gain, within(1e-10 * gain));
      assertThat(Resolvent.modal(a.eigen()).gains(z)[0]).isCloseTo(gain, within(1e-10 * gain));
      Resolvent.Amplification top = Resolvent.of(a).strongest(z);
      ComplexVector image = a.toComplex().shifted(z).times(-1.0).times(top.response());
      assertClose(image.times(Complex.of(top.gain())).asColumn(), top.forcing().asColumn(), 1e-10);
    }
  }

  @Test
  void conjugatedEigenvaluesWithTheirVectorsUnchangedWouldGiveOtherGains() {
    int wrong = 0;
    for (int seed = 0; seed < 10; seed++) {
      Eigen pairs = Samples.real(6, 6, seed).eigen();
      Complex z = new Complex(0.2, 1.5);
      double gain = Resolvent.modal(pairs).gains(z)[0];
      Eigen mismatched = new Eigen(pairs.values().conjugate(), pairs.right(), pairs.left());
      if (Math.abs(Resolvent.modal(mismatched).gains(z)[0] / gain - 1) > 0.03) {
        wrong++;
      }
    }
    assertThat(wrong).isGreaterThan(5);
  }

  @Test
  void aPointOnAnEigenvalueHasAnInfiniteGain() {
    assertThat(Resolvent.of(Matrix.diagonal(1, 2)).gains(Complex.of(2))[0]).isInfinite();
    assertThatThrownBy(() -> Resolvent.weighted(Matrix.identity(2), 1, 0))
        .hasMessageContaining("2 numbers above 0");
  }

  @Test
  void theConjugacyMapUsesAComplexFactor() {
    // A spiral seen through x = (y1, y2 + c y1²): the linearising coordinates are known.
    double c = 0.7;
    Matrix jacobian = Matrix.of(new double[] {-0.2, 1.1}, new double[] {-1.3, -0.1});
    Matrix flow = MatrixFunctions.exp(jacobian.times(0.3));
    Matrix y = Samples.real(60, 2, 5).times(0.5);
    Matrix yNext = y.timesAdjoint(flow);
    Monomials dictionary =
        Monomials.of(
            new int[] {1, 0},
            new int[] {0, 1},
            new int[] {2, 0},
            new int[] {1, 1},
            new int[] {3, 0},
            new int[] {0, 2},
            new int[] {2, 1},
            new int[] {4, 0});
    Edmd<Matrix> fit =
        Edmd.fit(
            Lifted.of(dictionary.evaluate(bend(y, c)), dictionary.evaluate(bend(yNext, c))), 0.3);
    ConjugacyMap map = ConjugacyMap.of(fit, dictionary, new double[2], jacobian);
    assertClose(map.coordinates(bend(y, c)), y, 1e-9);
    assertClose(map.exponents().asColumn(), jacobian.eigenvalues().asColumn(), 1e-9);
    // A sign instead of the factor would leave coordinates off by the phase of the vectors.
    ComplexVector scaled = map.principal(bend(y, c)).row(0);
    assertThat(Math.abs(scaled.get(0).im())).isGreaterThan(1e-3);
  }

  private static Matrix bend(Matrix y, double c) {
    return Matrix.generate(
        y.rows(), 2, (i, j) -> y.get(i, j) + (j == 1 ? c * y.get(i, 0) * y.get(i, 0) : 0));
  }

  @Test
  void theConjugacyMapRefusesADictionaryWithoutPrincipalFunctions() {
    Monomials squares = Monomials.of(new int[] {2, 0}, new int[] {0, 2});
    Matrix x = Samples.real(20, 2, 1);
    Matrix next = x.scaleColumns(0.9, 0.8);
    Edmd<Matrix> fit = Edmd.fit(Lifted.of(squares.evaluate(x), squares.evaluate(next)), 1);
    Matrix jacobian = Matrix.diagonal(Math.log(0.9), Math.log(0.8));
    assertThatThrownBy(() -> ConjugacyMap.of(fit, squares, new double[2], jacobian))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("has no slope at the equilibrium");
  }

  @Test
  void theMeasureHasTheEnergyThatTheFeaturesRepresent() {
    Lifted<ComplexMatrix> circle = circle(64, 4, Math.sqrt(2));
    ComplexMatrix inside = circle.now().columns(3, 4).plus(circle.now().columns(6, 7).times(0.5));
    assertThat(SpectralMeasure.of(circle, inside).representedEnergy()).isCloseTo(1, within(1e-12));
    ComplexMatrix outside =
        ComplexMatrix.generate(64, 1, (i, j) -> Complex.polar(1, 7 * 2 * Math.PI * i / 64));
    assertThat(SpectralMeasure.of(circle, inside.plus(outside)).representedEnergy())
        .isCloseTo(1.25 / 2.25, within(1e-12));
    assertThatThrownBy(() -> SpectralMeasure.of(circle, inside.rows(0, 10)))
        .hasMessageContaining("10 x 1");
    assertThatThrownBy(() -> RationalKernel.of(0, 0.1)).hasMessageContaining("order (0)");
    assertThatThrownBy(() -> RationalKernel.of(2, 0)).hasMessageContaining("width (0.0)");
  }

  static Lifted<ComplexMatrix> circle(int nodes, int modes, double turn) {
    return Lifted.of(fourier(nodes, modes, 0), fourier(nodes, modes, turn));
  }

  private static ComplexMatrix fourier(int nodes, int modes, double turn) {
    return ComplexMatrix.generate(
        nodes,
        2 * modes + 1,
        (i, j) -> Complex.polar(1, (j - modes) * (2 * Math.PI * i / nodes + turn)));
  }

  @Test
  void laplaceAveragesPickOneEigenvalue() {
    ComplexVector orbit =
        ComplexVector.generate(
            4000, n -> Complex.polar(2, 0.7 * n).plus(Complex.polar(1, -1.9 * n + 0.3)));
    Complex average = Averages.laplace(orbit, Complex.polar(1, 0.7));
    assertThat(average.minus(Complex.of(2)).abs()).isLessThan(1e-3);
  }
}
