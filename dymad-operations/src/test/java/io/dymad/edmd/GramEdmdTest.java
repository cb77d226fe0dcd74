package io.dymad.edmd;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Products;
import io.dymad.numerics.Samples;
import org.junit.jupiter.api.Test;

class GramEdmdTest {
  private static final Monomials DICTIONARY = Monomials.ofTotalDegree(2, 0, 3);

  private static SnapshotPairs pairs(int count, long seed) {
    Matrix x = Samples.real(count, 2, seed);
    return SnapshotPairs.of(x, x.times(0.5).plus(Samples.real(count, 2, seed + 50).times(0.1)), 1);
  }

  @Test
  void sumsOverBlocksGiveTheFitOfAllPairs() {
    SnapshotPairs first = pairs(501, 1);
    SnapshotPairs second = pairs(300, 2);
    SnapshotPairs all =
        SnapshotPairs.of(first.x().above(second.x()), first.next().above(second.next()), 1);
    Edmd<Matrix> whole = Edmd.fit(Lifted.of(DICTIONARY, all), 1);
    GramEdmd sums = GramEdmd.of(DICTIONARY, Products.openBlas(), 64);
    sums.add(first);
    sums.add(second);
    assertThat(sums.pairs()).isEqualTo(801);
    assertClose(sums.fit().koopman(), whole.koopman(), 1e-10);
    assertThat(sums.fit().condition())
        .isCloseTo(whole.condition(), within(1e-6 * whole.condition()));
  }

  @Test
  void featuresThatTheGramMatrixCannotTellApartAreRefused() {
    Matrix x = Samples.real(100, 1, 1);
    Matrix near = x.plus(Samples.real(100, 1, 2).times(1e-7));
    GramEdmd sums = GramEdmd.of(Monomials.of(new int[] {1, 0}, new int[] {0, 1}));
    sums.add(SnapshotPairs.of(x.beside(near), x.beside(near), 1));
    assertThatThrownBy(sums::fit)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("100 pairs")
        .hasMessageContaining("Edmd.fit");
  }

  @Test
  void nothingAddedAndMixedStepsAreRefused() {
    GramEdmd sums = GramEdmd.of(DICTIONARY);
    assertThatThrownBy(sums::fit).hasMessage("No pair was added.");
    sums.add(pairs(20, 1));
    SnapshotPairs other = SnapshotPairs.of(Samples.real(5, 2, 1), Samples.real(5, 2, 2), 0.5);
    assertThatThrownBy(() -> sums.add(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
  }
}
