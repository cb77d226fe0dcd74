package io.dymad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import org.junit.jupiter.api.Test;

class TangentKernelRidgeTest {
  /** A torus in four dimensions: two circles. */
  private static Matrix torus(int first, int second, double shift) {
    return Matrix.generate(
        first * second,
        4,
        (i, j) -> {
          int place = j < 2 ? i / second : i % second;
          double angle = 2 * Math.PI * (place + shift) / (j < 2 ? first : second);
          return j % 2 == 0 ? Math.cos(angle) : Math.sin(angle);
        });
  }

  private static Matrix tangents(Matrix point) {
    double[] x = point.row(0);
    return Matrix.of(new double[] {-x[1], x[0], 0, 0}, new double[] {0, 0, -x[3], x[2]});
  }

  /** The first angle turns by 1 + cos θ₂ / 2, the second by 1 - sin θ₁ / 2. */
  private static Matrix field(Matrix x) {
    return Matrix.generate(
        x.rows(),
        4,
        (i, j) -> {
          double rate = j < 2 ? 1 + x.get(i, 2) / 2 : 1 - x.get(i, 1) / 2;
          return j % 2 == 0 ? -rate * x.get(i, j + 1) : rate * x.get(i, j - 1);
        });
  }

  @Test
  void aFieldOnATorusIsKnownBetweenSamplesAndTangentEverywhere() {
    Matrix samples = torus(20, 20, 0);
    TangentKernelRidge fit =
        TangentKernelRidge.fit(
            new Kernel.Gaussian(1),
            TangentKernelRidgeTest::tangents,
            samples,
            field(samples),
            Ridge.of(1e-10));
    Matrix between = torus(7, 9, 0.5);
    assertThat(fit.error(between, field(between))).isLessThan(5e-4);
    Matrix predicted = fit.predict(between);
    for (int i = 0; i < between.rows(); i++) {
      double outward =
          predicted.get(i, 0) * between.get(i, 0) + predicted.get(i, 1) * between.get(i, 1);
      assertThat(outward).isCloseTo(0, within(1e-14));
    }
  }

  @Test
  void theBasisOfATangentSpaceDoesNotMatter() {
    Matrix samples = torus(6, 5, 0);
    Matrix turn = Matrix.of(new double[] {0.6, -0.8}, new double[] {0.8, 0.6});
    Matrix places = torus(3, 4, 0.3);
    Kernel kernel = new Kernel.Gaussian(1.5);
    Ridge ridge = Ridge.of(1e-4);
    Matrix one =
        TangentKernelRidge.fit(
                kernel, TangentKernelRidgeTest::tangents, samples, field(samples), ridge)
            .predict(places);
    Matrix other =
        TangentKernelRidge.fit(
                kernel, point -> turn.times(tangents(point)), samples, field(samples), ridge)
            .predict(places);
    assertThat(other.minus(one).maxAbs()).isLessThan(1e-10);
  }

  @Test
  void refusesVectorsOfAnotherSpace() {
    assertThatThrownBy(
            () ->
                TangentKernelRidge.fit(
                    new Kernel.Gaussian(1),
                    TangentKernelRidgeTest::tangents,
                    torus(3, 3, 0),
                    Matrix.zeros(9, 3),
                    Ridge.of(1)))
        .hasMessage("A vector field has a vector of each sample: 9 x 3 do not belong to 9 x 4.");
  }
}
