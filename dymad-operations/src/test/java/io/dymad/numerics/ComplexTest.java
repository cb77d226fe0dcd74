package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComplexTest {
  private static void assertClose(Complex actual, Complex expected) {
    assertThat(actual.minus(expected).abs()).isLessThan(1e-14 * (1 + expected.abs()));
  }

  @Test
  void divisionUndoesMultiplication() {
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 100; k++) {
      Complex a = new Complex(random.nextDouble(-1, 1), random.nextDouble(-1, 1));
      Complex b = new Complex(random.nextDouble(-1, 1), random.nextDouble(-1, 1));
      assertClose(a.times(b).dividedBy(b), a);
      assertClose(a.log().exp(), a);
      assertClose(a.sqrt().times(a.sqrt()), a);
      assertClose(a.pow(5), a.times(a).times(a).times(a).times(a));
      assertClose(a.pow(-2).times(a).times(a), Complex.ONE);
    }
  }

  @Test
  void divisionDoesNotOverflowWhereTheQuotientDoesNot() {
    Complex large = new Complex(1e200, 1e200);
    assertThat(large.dividedBy(large)).isEqualTo(Complex.ONE);
    assertThat(large.abs()).isCloseTo(Math.sqrt(2) * 1e200, within(1e186));
  }

  @Test
  void theSquareRootHasAPositiveRealPartAndTheLogarithmIsPrincipal() {
    assertClose(new Complex(-4, 0).sqrt(), new Complex(0, 2));
    assertClose(new Complex(-4, -0.0).sqrt(), new Complex(0, -2));
    assertThat(new Complex(-1, 0).log().im()).isEqualTo(Math.PI);
    assertThat(Complex.ZERO.sqrt()).isEqualTo(Complex.ZERO);
    assertThat(Complex.ZERO.log().re()).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
