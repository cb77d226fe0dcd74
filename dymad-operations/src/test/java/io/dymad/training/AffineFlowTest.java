package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import org.junit.jupiter.api.Test;

class AffineFlowTest {
  private static final Matrix DRIFT = Matrix.of(new double[][] {{0.5, 1}, {0, 0.75}});
  private static final Matrix INPUT = Matrix.ofColumn(1, -1);

  @Test
  void aMapRestsWhereItGivesTheSameAgain() {
    Matrix rest = new AffineFlow(DRIFT, INPUT, true).rest();
    assertThat(rest.column(0)).containsExactly(new double[] {-6, -4}, within(1e-14));
  }

  @Test
  void ratesVanishWhereTheyRest() {
    Matrix rest = new AffineFlow(DRIFT, INPUT, false).rest();
    assertThat(rest.column(0)).containsExactly(new double[] {-14.0 / 3, 4.0 / 3}, within(1e-14));
  }

  @Test
  void whatDriftsAwayHasNoRestUnlessNothingIsAdded() {
    Matrix still = Matrix.identity(2);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new AffineFlow(still, INPUT, true).rest());
    assertThat(new AffineFlow(still, Matrix.ofColumn(0, 0), true).rest().column(0))
        .containsExactly(0, 0);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AffineFlow(DRIFT, Matrix.ofColumn(1, 2, 3), true))
        .withMessageContaining("an input of 3 rows");
  }
}
