package io.metalab.examples.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Params;
import org.junit.jupiter.api.Test;

/** Values at the minima as they are published. */
class FunctionsTest {
  @Test
  void braninHasThreeEqualMinima() {
    assertThat(Branin.value(Params.of("x", -Math.PI, "y", 12.275)))
        .isCloseTo(0.397887, within(1e-6));
    assertThat(Branin.value(Params.of("x", Math.PI, "y", 2.275))).isCloseTo(0.397887, within(1e-6));
    assertThat(Branin.value(Params.of("x", 9.42478, "y", 2.475)))
        .isCloseTo(Branin.LEAST, within(1e-6));
  }

  @Test
  void rosenbrockIsZeroInItsValley() {
    assertThat(Rosenbrock.value(Params.of("x", 1.0, "y", 1.0))).isZero();
    assertThat(Rosenbrock.value(Params.of("x", -2.0, "y", 3.0))).isEqualTo(109);
  }

  @Test
  void hartmannHasItsLeastValueWhereItIsPublished() {
    Params least =
        Params.of(
            "x1", 0.20169, "x2", 0.150011, "x3", 0.476874, "x4", 0.275332, "x5", 0.311652, "x6",
            0.6573);

    assertThat(Hartmann6.value(least)).isCloseTo(-3.32237, within(1e-5));
  }
}
