package io.dymad.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.SnapshotPairs;
import io.dymad.edmd.GramEdmd;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Products;
import io.metalab.testkit.Needs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** ND4J and OpenBLAS against sums written out. */
class Nd4jTest {
  private static final int ROWS = 301;
  private static final int INNER = 47;
  private static final int COLUMNS = 29;

  private static Matrix random(int rows, int columns, long seed) {
    return Matrix.gaussian(rows, columns, new SplittableRandom(seed));
  }

  private static void assertClose(Matrix actual, Matrix expected, double tolerance) {
    assertThat(actual.minus(expected).maxAbs()).isLessThanOrEqualTo(tolerance);
  }

  private static Matrix plain(Matrix a, Matrix b) {
    return Matrix.generate(
        a.rows(),
        b.columns(),
        (i, j) -> {
          double sum = 0;
          for (int k = 0; k < a.columns(); k++) {
            sum += a.get(i, k) * b.get(k, j);
          }
          return sum;
        });
  }

  @Test
  void bothPathsGiveTheProductsOfPlainJava() {
    for (Products products : new Products[] {Products.openBlas(), new Nd4jProducts()}) {
      for (int seed = 0; seed < 3; seed++) {
        Matrix a = random(ROWS, INNER, seed);
        Matrix b = random(INNER, COLUMNS, seed + 10);
        Matrix c = random(ROWS, COLUMNS, seed + 20);
        assertClose(products.times(a, b), plain(a, b), 1e-12);
        assertClose(products.transposedTimes(a, c), plain(a.adjoint(), c), 1e-11);
        assertClose(products.transposedTimes(a, a), plain(a.adjoint(), a), 1e-11);
      }
    }
  }

  @Test
  void edmdOverBlocksIsTheSameOnBothPaths() {
    Monomials dictionary = Monomials.ofTotalDegree(2, 0, 3);
    Matrix x = random(500, 2, 1);
    SnapshotPairs pairs = SnapshotPairs.of(x, x.times(0.5).plus(random(500, 2, 2)), 1);
    GramEdmd here = GramEdmd.of(dictionary);
    GramEdmd there = GramEdmd.of(dictionary, new Nd4jProducts(), 64);
    here.add(pairs);
    there.add(pairs);
    assertClose(there.fit().koopman(), here.fit().koopman(), 1e-10);
  }

  @Test
  void anArrayOfBlocksIsTheMatrixOfTheirRows() {
    Matrix whole = random(100, 7, 1);
    try (DataArray array =
            DataArray.ofBlocks(100, 7, 32, i -> whole.rows(32 * i, Math.min(100, 32 * i + 32)));
        DataArray right = DataArray.of(random(7, 3, 2));
        DataArray product = array.times(right)) {
      assertThat(array.rows()).isEqualTo(100);
      assertThat(array.toMatrix()).isEqualTo(whole);
      assertClose(product.toMatrix(), plain(whole, random(7, 3, 2)), 1e-13);
      assertClose(array.transposedTimes(array), plain(whole.adjoint(), whole), 1e-12);
    }
  }

  @Test
  void theBackendThatTheBuildAsksForComputesTheProductsOfPlainJava() {
    String wanted = System.getProperty("dymad.nd4j.backend", "CPU");
    String found = DataArray.backend();
    Needs.that(
        found.equals(wanted) || wanted.equals("CPU"),
        "an NVIDIA GPU with its driver, CUDA 11.6 and cuDNN 8.3, as built with -Pcuda;"
            + " ND4J has fallen back to the "
            + found);
    assertThat(found).isEqualTo(wanted);
    Matrix a = random(2000, 300, 1);
    assertClose(new Nd4jProducts().transposedTimes(a, a), plain(a.adjoint(), a), 1e-9);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new Nd4jProducts().times(Matrix.zeros(2, 3), Matrix.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2 differ");
    assertThatThrownBy(() -> DataArray.of(Matrix.zeros(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 x 3 has no elements");
    assertThatThrownBy(() -> DataArray.ofBlocks(5, 2, 3, i -> Matrix.zeros(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Block 1 is 3 x 2, not 2 x 2");
  }
}
