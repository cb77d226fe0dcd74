package io.dymad.dmd;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DmdTest {
  private static final RankRule FOUR = RankRule.of(4);

  /** Four known exponents seen through random sensors. */
  private static Matrix series(int rows, int sensors, long seed) {
    Matrix loads = Samples.real(4, sensors, seed);
    return Matrix.generate(
            rows,
            4,
            (k, j) ->
                switch (j) {
                  case 0 -> Math.exp(-0.02 * k) * Math.cos(0.4 * k);
                  case 1 -> Math.exp(-0.02 * k) * Math.sin(0.4 * k);
                  case 2 -> Math.cos(1.3 * k);
                  default -> Math.sin(1.3 * k);
                })
        .times(loads);
  }

  private static final ComplexVector TRUTH =
      ComplexVector.of(
          new Complex(0, 1.3),
          new Complex(0, -1.3),
          new Complex(-0.02, 0.4),
          new Complex(-0.02, -0.4));

  private static void assertTruth(ModalModel model) {
    assertClose(model.exponents().asColumn(), TRUTH.asColumn(), 1e-9);
  }

  @Test
  void everyVariantIsExactOnNoiseFreeData() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix x = series(60, 7, seed);
      Snapshots<Matrix> snapshots = Snapshots.ofSeries(x, 1);
      assertTruth(Dmd.of(FOUR).fit(snapshots));
      assertTruth(Dmd.of(FOUR).with(Dmd.Modes.PROJECTED).fit(snapshots));
      assertTruth(ForwardBackwardDmd.of(FOUR).fit(snapshots));
      assertTruth(TotalLeastSquaresDmd.of(FOUR).fit(snapshots));
      assertTruth(new SubspaceDmd(FOUR).fit(x, 1));
      assertTruth(
          new HankelDmd(4, Dmd.of(FOUR)).fit(Trajectories.of(Trajectory.of(1, x.columns(0, 1)))));
      double[] times = new double[60];
      Arrays.setAll(times, k -> k);
      assertTruth(OptimizedDmd.of(4).fit(times, x).model());
    }
  }

  @Test
  void modelsReconstructForecastAndJudge() {
    Matrix x = series(60, 7, 1);
    Snapshots<Matrix> snapshots = Snapshots.ofSeries(x, 1);
    for (ModalModel model :
        List.of(
            Dmd.of(FOUR).fit(snapshots),
            Dmd.of(FOUR).with(Amplitudes.ALL).fit(snapshots),
            ForwardBackwardDmd.of(FOUR).fit(snapshots),
            TotalLeastSquaresDmd.of(FOUR).fit(snapshots))) {
      assertThat(model.error(x, 0)).isLessThan(1e-9);
      assertThat(model.error(series(90, 7, 1).rows(60, 90), 60)).isLessThan(1e-8);
      ComplexMatrix forecast = model.forecast(x.rows(20, 21), 30);
      assertThat(forecast.minus(x.rows(20, 50).toComplex()).maxAbs()).isLessThan(1e-8);
      assertThat(forecast.im().maxAbs()).isLessThan(1e-12);
      Snapshots<Matrix> others = Snapshots.ofSeries(series(30, 7, 1).rows(10, 30), 1);
      assertThat(Arrays.stream(model.residuals(others)).max().orElseThrow()).isLessThan(1e-9);
      // Eigenfunctions are dual to the modes.
      assertClose(
          model.modes().adjoint().conjugate().times(model.functions()),
          ComplexMatrix.identity(4),
          1e-9);
    }
  }

  @Test
  void eigenvaluesDoNotChangeWithRotationScaleZerosAndOrder() {
    Matrix x = series(40, 6, 3).plus(Samples.real(40, 6, 4).times(0.01));
    ComplexVector expected = Dmd.of(FOUR).fit(Snapshots.ofSeries(x, 1)).eigenvalues();
    Matrix rotation = Samples.real(6, 6, 5).qr().q();
    Matrix now = x.rows(0, 39);
    Matrix next = x.rows(1, 40);
    int[] order = new int[39];
    Arrays.setAll(order, k -> (k * 7) % 39);
    for (Snapshots<Matrix> changed :
        List.of(
            Snapshots.ofSeries(x.times(rotation), 1),
            Snapshots.ofSeries(x.times(1e6), 1),
            Snapshots.ofSeries(x.beside(Matrix.zeros(40, 3)), 1),
            Snapshots.ofPairs(now.selectRows(order), next.selectRows(order), 1))) {
      assertClose(Dmd.of(FOUR).fit(changed).eigenvalues().asColumn(), expected.asColumn(), 1e-11);
    }
  }

  @Test
  void residualsOnHeldOutDataShowAnOverfit() {
    Matrix noise = Samples.real(30, 12, 8);
    ModalModel model = Dmd.of(RankRule.full()).fit(Snapshots.ofSeries(noise, 1));
    double seen = mean(model.residuals(Snapshots.ofSeries(noise, 1)));
    double unseen = mean(model.residuals(Snapshots.ofSeries(Samples.real(200, 12, 9), 1)));
    assertThat(unseen).isGreaterThan(1.1 * seen);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void moreExponentsThanSensorsGiveAModelWithoutEigenfunctions() {
    double[] times = new double[40];
    Arrays.setAll(times, k -> 0.2 * k);
    Matrix x =
        Matrix.generate(40, 1, (k, j) -> Math.cos(times[k]) + 0.5 * Math.cos(3.1 * times[k]));
    ComplexVector start =
        ComplexVector.of(
            new Complex(0, 0.9), new Complex(0, -0.9), new Complex(0, 3), new Complex(0, -3));
    OptimizedDmd.Fit fit = OptimizedDmd.of(4).fit(times, x, start);
    assertThat(fit.residual()).isLessThan(1e-10);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.model().residuals(Snapshots.ofSeries(x, 0.2))).containsOnly(Double.NaN);
    assertThat(fit.model().residuals(Trajectories.of(Trajectory.of(0.2, x))))
        .containsOnly(Double.NaN);
  }

  @Test
  void badDataAreRefusedByName() {
    Matrix x = series(20, 6, 1);
    assertThatThrownBy(() -> Dmd.of(RankRule.of(5)).fit(Snapshots.ofSeries(x, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The rank (5) is above that of the 19 x 6 data, 4 up to rounding");
    assertThatThrownBy(() -> Snapshots.ofSeries(x.rows(0, 1), 1))
        .hasMessageContaining("at least two snapshots, not 1");
    assertThatThrownBy(() -> Snapshots.ofSeries(x, 0)).hasMessageContaining("time step (0.0)");
    Matrix nan = Matrix.generate(20, 2, (k, j) -> k == 7 ? Double.NaN : k);
    assertThatThrownBy(() -> Snapshots.ofSeries(nan, 1)).hasMessageContaining("NaN at row 7");
    assertThatThrownBy(() -> new SubspaceDmd(FOUR).fit(x.rows(0, 4), 1))
        .hasMessageContaining("at least 5 snapshots, not 4");
    assertThatThrownBy(() -> OptimizedDmd.of(4).fit(new double[] {0, 1, 1}, x.rows(0, 3)))
        .hasMessageContaining("number 2 (1.0) is not above");
    assertThatThrownBy(() -> OptimizedDmd.of(4).fit(new double[] {0, 1, 2}, x.rows(0, 3)))
        .hasMessageContaining("3 snapshots are too few for 4 exponents");
    assertThatThrownBy(() -> new Havok(5, 6)).hasMessageContaining("rank (6)");
    assertThatThrownBy(() -> new MultiresolutionDmd(5, FOUR, 1).fit(x, 1))
        .hasMessageContaining("20 samples are too few for windows of level 5");
    assertThatThrownBy(
            () ->
                new DmdWithControl(FOUR, FOUR)
                    .fit(SnapshotPairs.of(x.rows(0, 19), x.rows(1, 20), 1)))
        .hasMessageContaining("no controls u");
    assertThatThrownBy(
            () -> new HankelDmd(20, Dmd.of(FOUR)).fit(Trajectories.of(Trajectory.of(1, x))))
        .hasMessageContaining("No trajectory has two samples");
  }

  @Test
  void aDefectiveOperatorShowsInTheConditionAndStillForecasts() {
    Matrix jordan = Matrix.of(new double[] {1, 1}, new double[] {0, 1});
    Matrix x = Samples.real(20, 2, 3);
    ModalModel model = Dmd.of(RankRule.of(2)).fit(Snapshots.ofPairs(x, x.timesAdjoint(jordan), 1));
    assertThat(model.condition()).isGreaterThan(1e6);
    ComplexMatrix forecast = model.forecast(Matrix.of(new double[] {1, 2}), 4);
    assertThat(forecast.get(3, 0).minus(Complex.of(7)).abs()).isLessThan(1e-5);
    assertThat(Dmd.of(FOUR).fit(Snapshots.ofSeries(series(60, 7, 1), 1)).condition())
        .isLessThan(100);
  }

  @Test
  void stateFeedbackShowsInTheCondition() {
    Matrix x = Samples.real(30, 2, 4);
    Matrix u = x.times(Matrix.ofColumn(0.5, -1)).plus(Samples.real(30, 1, 5).times(1e-9));
    SnapshotPairs pairs =
        new SnapshotPairs(
            x,
            x.scaleColumns(0.9, 0.8).plus(u.timesAdjoint(Matrix.ofColumn(1, 1))),
            u,
            1,
            List.of());
    RankRule full = RankRule.full();
    assertThat(new DmdWithControl(full, full).fit(pairs).condition()).isGreaterThan(1e8);
  }

  @Test
  void structuredOperatorsHaveTheirStructureAndBeatNeighbours() {
    Matrix x = Samples.real(40, 5, 6);
    Matrix y = Samples.real(40, 5, 7);
    Matrix symmetric = new StructuredDmd.Symmetric().fit(x, y);
    assertClose(symmetric, symmetric.adjoint(), 1e-13);
    Matrix skew = new StructuredDmd.Skew().fit(x, y);
    assertClose(skew, skew.adjoint().times(-1), 1e-13);
    Matrix orthogonal = new StructuredDmd.Orthogonal().fit(x, y);
    assertClose(orthogonal.timesAdjoint(orthogonal), Matrix.identity(5), 1e-13);
    Matrix change = Samples.real(5, 5, 8);
    Matrix small = change.plus(change.adjoint()).times(1e-3);
    double best = y.minus(x.times(symmetric)).frobeniusNorm();
    assertThat(y.minus(x.times(symmetric.plus(small))).frobeniusNorm()).isGreaterThan(best);
    assertThat(y.minus(x.times(symmetric.minus(small))).frobeniusNorm()).isGreaterThan(best);
  }

  @Test
  void bagsDoNotDependOnTheNumberOfCores() {
    double[] times = new double[50];
    Arrays.setAll(times, k -> 0.1 * k);
    Matrix x = series(50, 5, 2).plus(Samples.real(50, 5, 3).times(0.01));
    BaggedDmd method = new BaggedDmd(OptimizedDmd.of(4), 8, 0.7);
    BaggedDmd.Fit first = method.fit(times, x, new SplittableRandom(4));
    BaggedDmd.Fit second = method.fit(times, x, new SplittableRandom(4));
    assertThat(first.exponents()).isEqualTo(second.exponents());
    assertThat(first.mean().get(0).minus(first.full().model().exponents().get(0)).abs())
        .isCloseTo(0, within(0.05));
  }
}
