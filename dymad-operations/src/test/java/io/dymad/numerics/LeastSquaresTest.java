package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Least squares of so many rows that they are decomposed in blocks. */
class LeastSquaresTest {
  /** Two blocks of three columns, and a single row. */
  private static final int ROWS = 2 * ((1 << 18) / 3) + 1;

  @Test
  void aPolynomialThroughManyPointsIsFoundThoughItsPowersAreNearlyParallel() {
    Matrix powers = Matrix.generate(ROWS, 3, (k, j) -> Math.pow(10 + k / (double) ROWS, j));
    Matrix values = powers.times(Matrix.ofColumn(3, -2, 0.5));
    LeastSquares<Matrix> fit = LeastSquares.solve(powers, values, RankRule.full());
    // Their condition is 1e5; by normal equations, which square it, two digits would be missing.
    assertThat(fit.solution().column(0)).containsExactly(new double[] {3, -2, 0.5}, within(1e-9));
    assertThat(fit.rank()).isEqualTo(3);
    double[] s = powers.singularValues();
    assertThat(fit.condition()).isCloseTo(s[0] / s[2], within(1e-6 * s[0] / s[2]));
  }

  @Test
  void whatIsLeftOfComplexNumbersIsOrthogonalToAllColumns() {
    SplittableRandom random = new SplittableRandom(1);
    ComplexMatrix a =
        ComplexMatrix.of(Matrix.gaussian(ROWS, 3, random), Matrix.gaussian(ROWS, 3, random));
    ComplexMatrix b =
        ComplexMatrix.of(Matrix.gaussian(ROWS, 2, random), Matrix.gaussian(ROWS, 2, random));
    LeastSquares<ComplexMatrix> fit = LeastSquares.solve(a, b, RankRule.full());
    ComplexMatrix left = b.minus(a.times(fit.solution()));
    assertThat(a.adjointTimes(left).maxAbs() / ROWS).isCloseTo(0, within(1e-14));
    assertThat(fit.residual()).isCloseTo(left.frobeniusNorm(), within(1e-9 * fit.residual()));
  }
}
