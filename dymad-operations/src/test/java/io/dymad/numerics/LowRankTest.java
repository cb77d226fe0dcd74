package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LowRankTest {
  @Test
  void eigenpairsAreThoseOfTheFullMatrix() {
    for (int seed = 0; seed < 6; seed++) {
      LowRank low = new LowRank(Samples.real(9, 4, seed), Samples.real(9, 4, seed + 70));
      Eigen pairs = low.eigen();
      ComplexMatrix a = low.toMatrix().toComplex();
      assertClose(a.times(pairs.right()), pairs.right().scaleColumns(pairs.values()), 1e-10);
      assertClose(
          a.adjointTimes(pairs.left()),
          pairs.left().scaleColumns(pairs.values().conjugate()),
          1e-10);
      assertClose(pairs.left().adjointTimes(pairs.right()), ComplexMatrix.identity(4), 1e-10);
      assertClose(LowRank.ofEigenpairs(pairs).toMatrix(), low.toMatrix(), 1e-10);
    }
  }

  @Test
  void theExponentialIsThatOfTheFullMatrix() {
    LowRank low = new LowRank(Samples.real(8, 3, 1).times(0.3), Samples.real(8, 3, 2).times(0.3));
    assertClose(low.exp(0.7), MatrixFunctions.exp(low.toMatrix().times(0.7)), 1e-13);
  }

  @Test
  void theLogarithmIsTheGeneratorOnTheRange() {
    // Eigenvalues of Vᵀ U are e^(step of generator), away from the negative axis.
    Matrix q = Samples.real(7, 3, 3).qr().q();
    Matrix generator = Samples.real(3, 3, 4).times(0.5);
    LowRank map = new LowRank(q.times(MatrixFunctions.exp(generator.times(0.2))), q);
    assertClose(map.log(0.2).toMatrix(), q.times(generator).timesAdjoint(q), 1e-11);
  }

  @Test
  void aComplexEigenvalueNeedsItsConjugate() {
    Matrix turn = Matrix.of(new double[] {0, -1}, new double[] {1, 0});
    Eigen pairs = new LowRank(turn, Matrix.identity(2)).eigen();
    Eigen half = pairs.select(0);
    assertThatThrownBy(() -> LowRank.ofEigenpairs(half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without its conjugate");
  }

  @Test
  void factorsOfDifferentShapesAreRefused() {
    assertThatThrownBy(() -> new LowRank(Samples.real(5, 2, 1), Samples.real(5, 3, 1)))
        .hasMessageContaining("5 x 2 and 5 x 3");
  }
}
