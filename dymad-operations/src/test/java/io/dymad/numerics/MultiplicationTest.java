package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Products of matrices that are larger than a block of 4 million doubles. */
class MultiplicationTest {
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
  void productsOverBlocksOfRowsAndOfTheInnerSideAreTheSumsOfPlainJava() {
    Matrix a = Samples.real(3000, 2500, 1);
    Matrix b = Samples.real(2500, 3, 2);
    Matrix expected = plain(a, b);
    assertClose(a.times(b), expected, 1e-10);
    assertClose(a.adjoint().adjointTimes(b), expected, 1e-10);
    assertClose(a.timesAdjoint(b.adjoint()), expected, 1e-10);
    assertClose(b.adjoint().timesAdjoint(a), expected.adjoint(), 1e-10);
  }

  @Test
  void complexProductsOverBlocksAreMadeOfRealOnes() {
    ComplexMatrix a = Samples.complex(2, 1_500_000, 1);
    ComplexMatrix b = Samples.complex(1_500_000, 3, 2);
    ComplexMatrix expected =
        ComplexMatrix.of(
            plain(a.re(), b.re()).minus(plain(a.im(), b.im())),
            plain(a.re(), b.im()).plus(plain(a.im(), b.re())));
    // Sums of 1.5 million terms of size 1.
    assertClose(a.times(b), expected, 1e-8);
    assertClose(b.adjointTimes(a.adjoint()), expected.adjoint(), 1e-8);
  }

  @Test
  void gramMatricesOverBlocksAreHermitianAndThoseOfPlainJava() {
    Matrix real = Samples.real(3, 1_500_000, 1);
    Matrix gram = real.timesAdjoint(real);
    // The diagonal is 1.5 million; sums one by one lose up to three digits to rounding.
    double tolerance = 1e-12 * gram.maxAbs();
    assertClose(gram, plain(real, real.adjoint()), tolerance);
    assertThat(gram).isEqualTo(gram.adjoint());
    Matrix high = real.adjoint();
    assertClose(high.adjointTimes(high), gram, tolerance);
    ComplexMatrix complex = Samples.complex(40, 5, 2);
    ComplexMatrix copy = Samples.complex(40, 5, 2);
    assertClose(complex.adjointTimes(complex), copy.adjointTimes(complex), 1e-12);
    assertClose(complex.timesAdjoint(complex), copy.timesAdjoint(complex), 1e-12);
  }

  @Test
  void aLargeGramMatrixIsTheProductWithACopy() {
    Matrix wide = Samples.real(2, 2500, 1);
    Matrix copy = Samples.real(2, 2500, 1);
    assertClose(wide.adjointTimes(wide), copy.adjointTimes(wide), 1e-12);
    ComplexMatrix complex = Samples.complex(2, 1500, 1);
    ComplexMatrix other = Samples.complex(2, 1500, 1);
    assertClose(complex.adjointTimes(complex), other.adjointTimes(complex), 1e-12);
    ComplexMatrix expected =
        ComplexMatrix.generate(1500, 1500, (i, j) -> complex.column(i).dot(complex.column(j)));
    assertClose(complex.adjointTimes(complex), expected, 1e-12);
  }

  @Test
  void gramMatricesOfEverySizeAreProductsWithACopy() {
    for (int size : new int[] {900, 1025, 1500, 2047}) {
      Matrix real = Samples.real(size, 3, 1);
      Matrix same = Samples.real(size, 3, 1);
      assertClose(real.timesAdjoint(real), real.timesAdjoint(same), 1e-12);
    }
    for (int size : new int[] {700, 900, 1023}) {
      ComplexMatrix complex = Samples.complex(2, size, 1);
      ComplexMatrix same = Samples.complex(2, size, 1);
      assertClose(complex.adjointTimes(complex), complex.adjointTimes(same), 1e-12);
    }
  }

  @Test
  void productsOnManyThreadsDoNotDisturbEachOther() {
    List<Matrix> expected =
        IntStream.range(0, 64)
            .mapToObj(i -> Samples.real(30 + i, 20, i).times(Samples.real(20, 10, i)))
            .toList();
    List<Matrix> found =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> Samples.real(30 + i, 20, i).times(Samples.real(20, 10, i)))
            .toList();
    assertThat(found).isEqualTo(expected);
  }
}
