package io.dymad.edmd;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.kernel.Kernel;
import io.dymad.numerics.Complex;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  @Test
  void derivativesAreThoseOfTheFunctions() {
    Matrix samples = Samples.real(15, 2, 9);
    for (Dictionary dictionary :
        List.of(
            Monomials.ofTotalDegree(2, 0, 4).scaled(new double[] {0.3, -1}, new double[] {2, 0.7}),
            Monomials.tensor(3, 2),
            FourierProducts.ofAngles(2, 1),
            new FourierProducts(Matrix.of(new double[] {0.7, 3}), List.of(1, 3)),
            new RadialFunctions(new Kernel.Gaussian(0.9), samples),
            JoinedDictionary.of(Monomials.tensor(2, 2), FourierProducts.ofAngles(1, 0)),
            KernelFeatures.of(new Kernel.Gaussian(1.3), samples, RankRule.of(6)),
            KernelFeatures.of(new Kernel.Polynomial(3, 1), samples, RankRule.of(6)))) {
      Matrix x = Samples.real(5, 2, 1);
      Matrix direction = Samples.real(5, 2, 2);
      double h = 1e-5;
      Matrix difference =
          dictionary
              .evaluate(x.plus(direction.times(h)))
              .minus(dictionary.evaluate(x.minus(direction.times(h))))
              .times(1 / (2 * h));
      Matrix derivative = dictionary.derivative(x, direction);
      assertClose(derivative, difference, 1e-7 * (1 + derivative.maxAbs()));
    }
  }

  /** A function of complex states, written out beside the dictionary under test. */
  private interface Continued {
    Complex at(Complex[] z);
  }

  private static Complex cosine(Complex z) {
    return new Complex(Math.cos(z.re()) * Math.cosh(z.im()), -Math.sin(z.re()) * Math.sinh(z.im()));
  }

  /** Checks a derivative by a complex step, which loses no digit to a difference. */
  private static void checkByComplexStep(Dictionary dictionary, int column, Continued function) {
    double h = 1e-100;
    for (int seed = 0; seed < 10; seed++) {
      Matrix x = Samples.real(1, 2, seed);
      Matrix direction = Samples.real(1, 2, seed + 100);
      Complex[] z = new Complex[2];
      Arrays.setAll(z, j -> new Complex(x.get(0, j), h * direction.get(0, j)));
      double expected = function.at(z).im() / h;
      assertThat(dictionary.derivative(x, direction).get(0, column))
          .isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void derivativesAreThoseOfAComplexStepToTheLastDigits() {
    // Column 5 of powers below 3 and 3: x0 x1²; column 4 of first harmonics: both cosines.
    checkByComplexStep(Monomials.tensor(3, 3), 5, z -> z[0].times(z[1]).times(z[1]));
    checkByComplexStep(FourierProducts.ofAngles(1, 1), 4, z -> cosine(z[0]).times(cosine(z[1])));
    Matrix centre = Matrix.of(new double[] {0.3, -0.2});
    checkByComplexStep(
        new RadialFunctions(new Kernel.Gaussian(0.9), centre),
        0,
        z -> {
          Complex a = z[0].minus(Complex.of(0.3));
          Complex b = z[1].minus(Complex.of(-0.2));
          return a.times(a).plus(b.times(b)).times(-1 / (2 * 0.81)).exp();
        });
  }

  @Test
  void monomialsAreNamedAndOrderedByDegree() {
    assertThat(Monomials.ofTotalDegree(2, 0, 2).names())
        .containsExactly("1", "x0", "x1", "x0^2", "x0 x1", "x1^2");
    assertThat(Monomials.tensor(2, 3).names())
        .containsExactly("1", "x1", "x1^2", "x0", "x0 x1", "x0 x1^2");
    assertThat(Monomials.ofTotalDegree(3, 1, 2).size()).isEqualTo(9);
    assertThat(Monomials.tensor(2, 3).evaluate(Matrix.of(new double[] {2, 3})).row(0))
        .containsExactly(1, 3, 9, 2, 6, 18);
  }

  @Test
  void fourierProductsAreNamedInTheOrderOfTheirValues() {
    FourierProducts dictionary = FourierProducts.ofAngles(1, 1);
    assertThat(dictionary.names())
        .containsExactly(
            "1",
            "cos1(x1)",
            "sin1(x1)",
            "cos1(x0)",
            "cos1(x0) cos1(x1)",
            "cos1(x0) sin1(x1)",
            "sin1(x0)",
            "sin1(x0) cos1(x1)",
            "sin1(x0) sin1(x1)");
    double[] values = dictionary.evaluate(Matrix.of(new double[] {0.3, 1.1})).row(0);
    assertThat(values[5]).isEqualTo(Math.cos(0.3) * Math.sin(1.1));
    assertThat(values[6]).isEqualTo(Math.sin(0.3));
  }

  @Test
  void fourierFunctionsAreClosedUnderARotation() {
    FourierProducts dictionary = FourierProducts.ofAngles(3);
    Matrix angles = Samples.real(50, 1, 4);
    Matrix turned = angles.plus(Matrix.generate(50, 1, (i, j) -> 0.8));
    Edmd<Matrix> fit =
        Edmd.fit(Lifted.of(dictionary.evaluate(angles), dictionary.evaluate(turned)), 1);
    for (double modulus : fit.eigenvalues().abs()) {
      assertThat(modulus).isCloseTo(1, within(1e-10));
    }
    double largest = Arrays.stream(fit.exponents().im()).max().orElseThrow();
    assertThat(largest).isCloseTo(2.4, within(1e-10));
  }

  @Test
  void kernelFeaturesReproduceTheKernelOnTheirSamples() {
    Matrix samples = Samples.real(6, 2, 3);
    Kernel kernel = new Kernel.Gaussian(0.8);
    Matrix features = KernelFeatures.of(kernel, samples, RankRule.full()).evaluate(samples);
    assertClose(features.timesAdjoint(features), kernel.evaluate(samples, samples), 1e-12);
  }

  @Test
  void refusesWhatMakesNoFunctions() {
    Monomials dictionary = Monomials.tensor(2, 2);
    assertThatThrownBy(() -> dictionary.evaluate(Matrix.zeros(3, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The functions take states of 2 variables, not 5.");
    assertThatThrownBy(() -> Monomials.of(new int[] {1, -1})).hasMessageContaining("[1, -1]");
    assertThatThrownBy(() -> dictionary.scaled(new double[2], new double[] {1, 0}))
        .hasMessageContaining("scale (0.0)");
    assertThatThrownBy(() -> new Kernel.Gaussian(0)).hasMessageContaining("width (0.0)");
    assertThatThrownBy(() -> new FourierProducts(Matrix.of(new double[] {0}), List.of(1)))
        .hasMessageContaining("period (0.0)");
    assertThatThrownBy(() -> JoinedDictionary.of(dictionary, Monomials.tensor(2)))
        .hasMessageContaining("of 2 and of 1 variables");
    Matrix samples = Samples.real(6, 2, 3);
    assertThatThrownBy(
            () -> KernelFeatures.of(new Kernel.Polynomial(1, 0), samples, RankRule.of(3)))
        .hasMessageContaining("The rank (3) is above");
  }

  @Test
  void refusesWeightsThatAreNone() {
    Matrix x = Samples.real(3, 2, 1);
    assertThatThrownBy(() -> Lifted.of(x, x).withWeights(1, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lifted.of(x, x).withWeights(0, 0, 0))
        .hasMessageContaining("not all 0");
    assertThatThrownBy(() -> Lifted.of(x, x).withWeights(1, 1)).hasMessageContaining("3 pairs");
    assertThatThrownBy(() -> Lifted.of(x, x.rows(0, 2))).hasMessageContaining("equal shapes");
  }

  @Test
  void theWeakFormRefusesWindowsThatItsRuleDoesNotFit() {
    assertThatThrownBy(() -> WeakForm.of(0.1, 12, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The points less 1 (11) must be a multiple of the order (4).");
    assertThatThrownBy(() -> WeakForm.of(0.1, 13, 2, 5)).hasMessageContaining("order (5)");
    assertThatThrownBy(() -> WeakForm.of(0, 13, 2, 4)).hasMessageContaining("step (0.0)");
    assertThatThrownBy(() -> WeakForm.of(0.1, 13, 2, 4).requireStep(0.2))
        .hasMessageContaining("(0.2) is not that of the weak form (0.1)");
  }
}
