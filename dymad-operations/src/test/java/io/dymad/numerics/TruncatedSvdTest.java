package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static io.dymad.numerics.Samples.assertOrthonormal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TruncatedSvdTest {
  private static <M extends Dense<M>> void checkAgainstTheWhole(M a, RankRule rule) {
    Svd<M> whole = a.svd().truncate(rule);
    Svd<M> truncated = Svd.truncated(a, rule);
    double largest = whole.singularValues()[0];
    assertThat(truncated.singularValues())
        .containsExactly(whole.singularValues(), within(1e-13 * largest));
    assertClose(truncated.reconstruct(), whole.reconstruct(), 1e-12 * largest);
    assertOrthonormal(truncated.u());
    assertOrthonormal(truncated.v());
  }

  @Test
  void longMatricesHaveTheDecompositionOfAllOthers() {
    for (int seed = 0; seed < 5; seed++) {
      // Noise below a few strong directions, so that the span kept is well separated.
      Matrix strong =
          Samples.real(200, 4, seed)
              .scaleColumns(100, 50, 20, 10)
              .timesAdjoint(Samples.real(20, 4, seed + 7).qr().q());
      Matrix high = strong.plus(Samples.real(200, 20, seed + 3).times(1e-3));
      checkAgainstTheWhole(high, RankRule.of(4));
      checkAgainstTheWhole(high.adjoint(), RankRule.of(4));
      checkAgainstTheWhole(high, RankRule.energy(0.99));
      checkAgainstTheWhole(high, RankRule.full());
      ComplexMatrix complex = ComplexMatrix.of(high, strong.times(0.3));
      checkAgainstTheWhole(complex, RankRule.of(3));
      checkAgainstTheWhole(complex.adjoint(), RankRule.of(3));
    }
  }

  @Test
  void singularValuesThatTheGramMatrixWouldLoseAreKept() {
    double[] s = {1, 1e-3, 1e-6, 1e-9, 1e-12};
    Matrix a =
        Samples.real(100, 5, 1)
            .qr()
            .q()
            .scaleColumns(s)
            .timesAdjoint(Samples.real(5, 5, 2).qr().q());
    Svd<Matrix> svd = Svd.truncated(a, RankRule.full());
    assertThat(svd.size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      assertThat(svd.singularValues()[i]).isCloseTo(s[i], within(1e-15));
    }
    // A rank that ends above what the Gram matrix loses has all its digits, too.
    assertThat(Svd.truncated(a, RankRule.of(2)).singularValues()[1]).isCloseTo(1e-3, within(1e-16));
  }

  @Test
  void rankDeficientDataHaveTheirRank() {
    Matrix a = Samples.real(90, 3, 1).timesAdjoint(Samples.real(12, 3, 2));
    assertThat(Svd.truncated(a, RankRule.full()).size()).isEqualTo(3);
    assertThat(Svd.truncated(a.adjoint(), RankRule.full()).size()).isEqualTo(3);
  }
}
