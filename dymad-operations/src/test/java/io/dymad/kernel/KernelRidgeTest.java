package io.dymad.kernel;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelRidgeTest {
  private static final Kernel KERNEL = new Kernel.Gaussian(1.2);
  private static final Matrix GRID =
      Matrix.generate(36, 2, (i, j) -> -1 + 0.4 * (j == 0 ? i / 6 : i % 6));
  private static final Ridge SMALL = Ridge.of(1e-10);

  /** Two smooth functions of two variables. */
  private static Matrix functions(Matrix x) {
    return Matrix.generate(
        x.rows(),
        2,
        (i, j) ->
            j == 0
                ? Math.sin(x.get(i, 0)) * Math.cos(x.get(i, 1))
                : Math.exp(x.get(i, 0) * x.get(i, 1)));
  }

  @Test
  void smoothFunctionsAreKnownBetweenTheSamplesOfAGrid() {
    Matrix between = Matrix.generate(25, 2, (i, j) -> -0.8 + 0.4 * (j == 0 ? i / 5 : i % 5));
    KernelRidge fit =
        KernelRidge.fit(List.of(new Kernel.Gaussian(2)), GRID, functions(GRID), SMALL);
    assertThat(fit.error(between, functions(between))).isLessThan(1e-3);
  }

  @Test
  void atASampleTheRidgeTimesItsCoefficientIsLeft() {
    Matrix values = functions(GRID);
    KernelRidge fit = KernelRidge.fit(List.of(KERNEL), GRID, values, Ridge.of(1e-3));
    assertClose(values.minus(fit.predict(GRID)), fit.coefficients().times(1e-3), 1e-11);
  }

  @Test
  void theSameKernelGivesTheSameValuesHoweverItIsShared() {
    Matrix x = Samples.real(9, 2, 3).times(0.4);
    Matrix values = functions(GRID);
    Matrix shared = KernelRidge.fit(List.of(KERNEL), GRID, values, SMALL).predict(x);
    Matrix independent = KernelRidge.fit(List.of(KERNEL, KERNEL), GRID, values, SMALL).predict(x);
    List<SeparableKernelRidge.Term> terms =
        List.of(
            new SeparableKernelRidge.Term(KERNEL, Matrix.of(new double[] {1}, new double[] {0})),
            new SeparableKernelRidge.Term(KERNEL, Matrix.of(new double[] {0}, new double[] {1})));
    Matrix separable = SeparableKernelRidge.fit(terms, GRID, values, SMALL).predict(x);
    assertClose(independent, shared, 2e-9);
    // The order of equations is another one, and the condition of the system 1e10.
    assertClose(separable, shared, 1e-6);
  }

  @Test
  void oneSampleHasTheClosedForm() {
    Matrix at = Matrix.of(new double[] {0.5, 1});
    Matrix x = Matrix.of(new double[] {1, 1});
    KernelRidge fit =
        KernelRidge.fit(List.of(KERNEL), at, Matrix.ofColumn(3), Ridge.of(0.5).weighted(2));
    double kernel = Math.exp(-0.25 / (2 * 1.44));
    assertThat(fit.predict(x).get(0, 0)).isCloseTo(3 * kernel / (1 + 0.25), within(1e-14));
    assertThat(fit.inputSize()).isEqualTo(2);
    assertThat(fit.outputSize()).isEqualTo(1);
  }

  @Test
  void aSampleOfWeightTwoCountsAsTwoOfThem() {
    Matrix x = Samples.real(8, 2, 1);
    Matrix y = Samples.real(8, 2, 2);
    Matrix all = x.above(x.rows(3, 4));
    Ridge ridge = Ridge.of(0.1);
    KernelRidge twice = KernelRidge.fit(List.of(KERNEL), all, y.above(y.rows(3, 4)), ridge);
    KernelRidge weighted =
        KernelRidge.fit(List.of(KERNEL), x, y, ridge.weighted(1, 1, 1, 2, 1, 1, 1, 1));
    Matrix places = Samples.real(5, 2, 4);
    assertClose(weighted.predict(places), twice.predict(places), 1e-12);
    List<SeparableKernelRidge.Term> terms =
        List.of(new SeparableKernelRidge.Term(KERNEL, Matrix.identity(2)));
    SeparableKernelRidge separable =
        SeparableKernelRidge.fit(terms, x, y, ridge.weighted(1, 1, 1, 2, 1, 1, 1, 1));
    assertClose(separable.predict(places), twice.predict(places), 1e-12);
  }

  @Test
  void valuesThatAreCoupledMoveTogether() {
    Matrix values = functions(GRID);
    Matrix factor = Matrix.of(new double[] {1}, new double[] {-2});
    SeparableKernelRidge fit =
        SeparableKernelRidge.fit(
            List.of(new SeparableKernelRidge.Term(KERNEL, factor)), GRID, values, Ridge.of(1e-3));
    Matrix predicted = fit.predict(Samples.real(7, 2, 5));
    assertClose(predicted.columns(1, 2), predicted.columns(0, 1).times(-2), 1e-10);
    // Along (1, -2) the fit is that of one value, the share of both in it, with 1/5 of the ridge.
    Matrix share = values.times(factor).times(0.2);
    KernelRidge one = KernelRidge.fit(List.of(KERNEL), GRID, share, Ridge.of(1e-3 / 5));
    assertClose(fit.predict(GRID).columns(0, 1), one.predict(GRID), 1e-8);
  }

  @Test
  void derivativesAreThoseOfDifferences() {
    List<Kernel> kernels = List.of(KERNEL, new Kernel.Gaussian(2));
    Matrix x = Samples.real(6, 2, 6).times(0.3);
    Matrix direction = Samples.real(6, 2, 7);
    double h = 1e-5;
    for (List<Kernel> some : List.of(kernels, List.of(KERNEL))) {
      KernelRidge fit = KernelRidge.fit(some, GRID, functions(GRID), Ridge.of(1e-3));
      Matrix difference =
          fit.predict(x.plus(direction.times(h)))
              .minus(fit.predict(x.minus(direction.times(h))))
              .times(1 / (2 * h));
      assertClose(fit.derivative(x, direction), difference, 1e-7);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Matrix values = functions(GRID);
    assertThatThrownBy(() -> Ridge.of(0)).hasMessage("The ridge (0.0) must be above 0.");
    assertThatThrownBy(() -> Ridge.of(1).weighted(1, -2))
        .hasMessage("The weight of sample 1 (-2.0) must be above 0.");
    assertThatThrownBy(() -> KernelRidge.fit(List.of(KERNEL), GRID, values.rows(0, 5), SMALL))
        .hasMessage("5 values do not belong to 36 samples.");
    assertThatThrownBy(
            () -> KernelRidge.fit(List.of(KERNEL), GRID, values, SMALL.weighted(1, 2, 3, 4, 5)))
        .hasMessage("5 weights do not belong to 36 samples.");
    List<Kernel> three = List.of(KERNEL, KERNEL, KERNEL);
    assertThatThrownBy(() -> KernelRidge.fit(three, GRID, values, SMALL))
        .hasMessageContaining("3 kernels do not belong to 2 values");
    List<SeparableKernelRidge.Term> term =
        List.of(new SeparableKernelRidge.Term(KERNEL, Matrix.identity(3)));
    assertThatThrownBy(() -> SeparableKernelRidge.fit(term, GRID, values, SMALL))
        .hasMessage("The factor of term 0 (3 x 3) must have a row for each of the 2 values.");
    List<Kernel> linear = List.of(new Kernel.Polynomial(1, 1));
    assertThatThrownBy(() -> KernelRidge.fit(linear, GRID, values, Ridge.of(1e-300)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContainingAll("The ridge (1.0E-300) is lost", "Maybe use a larger ridge");
  }
}
