package io.dymad.edmd;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.edmd.MixedProducts.Harmonics;
import io.dymad.edmd.MixedProducts.Polar;
import io.dymad.edmd.MixedProducts.Powers;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedProductsTest {
  @Test
  void functionsAreAllProductsOfOneOfEachFactor() {
    MixedProducts mixed = new MixedProducts(2, List.of(new Powers(1, 3), new Harmonics(0, 1)));
    assertThat(mixed.names())
        .containsExactly(
            "1",
            "cos1(x0)",
            "sin1(x0)",
            "x1",
            "x1 cos1(x0)",
            "x1 sin1(x0)",
            "x1^2",
            "x1^2 cos1(x0)",
            "x1^2 sin1(x0)");
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    assertThat(mixed.evaluate(Matrix.of(new double[] {0.3, 2})).row(0))
        .containsExactly(new double[] {1, c, s, 2, 2 * c, 2 * s, 4, 4 * c, 4 * s}, within(1e-15));
  }

  @Test
  void polarFunctionsArePowersOfTheRadiusTimesHarmonicsOfTheAngle() {
    Polar polar = new Polar(0, 1, 2, 2);
    assertThat(polar.names())
        .containsExactly(
            "",
            "cos1(t01)",
            "sin1(t01)",
            "cos2(t01)",
            "sin2(t01)",
            "r01",
            "r01 cos1(t01)",
            "r01 sin1(t01)",
            "r01 cos2(t01)",
            "r01 sin2(t01)");
    // r cos θ and r sin θ are the state itself.
    double[] values = polar.values(new double[] {-0.6, 0.8});
    assertThat(values[6]).isCloseTo(-0.6, within(1e-15));
    assertThat(values[7]).isCloseTo(0.8, within(1e-15));
    assertThatThrownBy(() -> polar.slopes(new double[2], new double[] {1, 0}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("no derivative at the origin");
  }

  @Test
  void derivativesAreThoseOfTheFunctions() {
    MixedProducts mixed =
        new MixedProducts(4, List.of(new Powers(3, 4), new Polar(0, 2, 3, 2), new Harmonics(1, 2)));
    Matrix states = Samples.real(20, 4, 1);
    Matrix directions = Samples.real(20, 4, 2);
    double h = 1e-6;
    Matrix difference =
        mixed
            .evaluate(states.plus(directions.times(h)))
            .minus(mixed.evaluate(states.minus(directions.times(h))))
            .times(1 / (2 * h));
    assertClose(mixed.derivative(states, directions), difference, 1e-6 * difference.maxAbs());
  }

  @Test
  void aVariableHasOneFactorAtMost() {
    assertThatThrownBy(() -> new MixedProducts(2, List.of(new Powers(0, 2), new Polar(0, 1, 1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x0");
    assertThatThrownBy(() -> new MixedProducts(2, List.of(new Powers(2, 2))))
        .hasMessageContaining("x2 of a factor must be one of 2");
  }
}
