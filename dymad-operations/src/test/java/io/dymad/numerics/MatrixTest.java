package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MatrixTest {
  private static Matrix plainProduct(Matrix a, Matrix b) {
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

  private static ComplexMatrix plainProduct(ComplexMatrix a, ComplexMatrix b) {
    return ComplexMatrix.generate(
        a.rows(), b.columns(), (i, j) -> a.row(i).conjugate().dot(b.column(j)));
  }

  @Test
  void productsAreThoseOfTheDefinition() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix a = Samples.real(7, 4, seed);
      Matrix b = Samples.real(4, 5, seed + 100);
      assertClose(a.times(b), plainProduct(a, b), 1e-13);
      assertClose(a.adjoint().adjointTimes(b), plainProduct(a, b), 1e-13);
      assertClose(a.timesAdjoint(b.adjoint()), plainProduct(a, b), 1e-13);
      ComplexMatrix c = Samples.complex(7, 4, seed);
      ComplexMatrix d = Samples.complex(4, 5, seed + 100);
      assertClose(c.times(d), plainProduct(c, d), 1e-13);
      assertClose(c.adjoint().adjointTimes(d), plainProduct(c, d), 1e-13);
      assertClose(c.timesAdjoint(d.adjoint()), plainProduct(c, d), 1e-13);
      assertClose(a.timesComplex(d), plainProduct(a.toComplex(), d), 1e-13);
      assertClose(c.timesReal(b), plainProduct(c, b.toComplex()), 1e-13);
    }
  }

  @Test
  void partsAndJoinsKeepEveryElementInPlace() {
    Matrix a = Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    assertThat(a.toRowMajor()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(a.toColumnMajor()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(Matrix.ofRowMajor(2, 3, 1, 2, 3, 4, 5, 6)).isEqualTo(a);
    assertThat(Matrix.ofColumnMajor(2, 3, 1, 4, 2, 5, 3, 6)).isEqualTo(a);
    assertThat(a.rows(1, 2)).isEqualTo(Matrix.of(new double[] {4, 5, 6}));
    assertThat(a.columns(1, 3).row(0)).containsExactly(2, 3);
    assertThat(a.rows(0, 1).above(a.rows(1, 2))).isEqualTo(a);
    assertThat(a.columns(0, 1).beside(a.columns(1, 3))).isEqualTo(a);
    assertThat(a.selectColumns(2, 0).row(1)).containsExactly(6, 4);
    assertThat(a.selectRows(1, 1).column(2)).containsExactly(6, 6);
    assertThat(a.scaleColumns(1, 2, 3).row(1)).containsExactly(4, 10, 18);
    assertThat(a.scaleRows(1, -1).column(0)).containsExactly(1, -4);
    assertThat(a.times(1, 0, -1)).containsExactly(-2, -2);
    assertThat(a.norm1()).isEqualTo(9);
    assertThat(a.maxAbs()).isEqualTo(6);
    assertThat(a.columnNorms()[2]).isCloseTo(Math.sqrt(45), within(1e-15));
  }

  @Test
  void complexPartsAndJoinsKeepEveryElementInPlace() {
    ComplexMatrix a = Samples.complex(4, 3, 1);
    assertThat(a.rows(0, 1).above(a.rows(1, 4))).isEqualTo(a);
    assertThat(a.columns(0, 2).beside(a.columns(2, 3))).isEqualTo(a);
    assertThat(a.selectRows(3, 0).get(0, 1)).isEqualTo(a.get(3, 1));
    assertThat(a.scaleRows(1, 2, 3, 4).get(3, 2)).isEqualTo(a.get(3, 2).times(4));
    assertThat(a.scaleColumns(1, 2, 3).get(3, 2)).isEqualTo(a.get(3, 2).times(3));
    assertThat(a.adjoint().get(2, 3)).isEqualTo(a.get(3, 2).conjugate());
    assertThat(ComplexMatrix.of(a.re(), a.im())).isEqualTo(a);
    assertThat(a.shifted(Complex.I).get(1, 1)).isEqualTo(a.get(1, 1).minus(Complex.I));
    assertThat(a.row(2).get(1)).isEqualTo(a.column(1).get(2));
  }

  @Test
  void normsDoNotOverflow() {
    assertThat(Matrix.ofColumn(3e200, 4e200).frobeniusNorm()).isCloseTo(5e200, within(1e185));
    assertThat(Matrix.ofColumn(3e-200, 4e-200).frobeniusNorm()).isCloseTo(5e-200, within(1e-213));
    assertThat(Matrix.zeros(2, 2).frobeniusNorm()).isZero();
  }

  @Test
  void callersCannotChangeAMatrix() {
    double[] row = {1, 2};
    Matrix a = Matrix.of(row);
    row[0] = 9;
    a.toColumnMajor()[1] = 9;
    a.row(0)[0] = 9;
    assertThat(a.row(0)).containsExactly(1, 2);
  }

  @Test
  void refusesShapesThatDoNotFitNamingBoth() {
    Matrix a = Samples.real(2, 3, 1);
    assertThatThrownBy(() -> a.times(a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 3 and a 2 x 3")
        .hasMessageContaining("3 and 2 differ");
    assertThatThrownBy(() -> a.plus(a.adjoint())).hasMessageContaining("2 x 3 and a 3 x 2");
    assertThatThrownBy(() -> a.rows(1, 3)).hasMessageContaining("[1, 3)");
    assertThatThrownBy(() -> a.get(2, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.eigen()).hasMessageContaining("must be square");
    assertThatThrownBy(() -> Matrix.of(new double[] {1}, new double[] {1, 2}))
        .hasMessageContaining("Row 1 has 2 elements");
    assertThatThrownBy(() -> Matrix.zeros(100_000, 100_000)).hasMessageContaining("Java array");
  }

  @Test
  void namesThePlaceOfANumberThatIsNotFinite() {
    Matrix a = Matrix.of(new double[] {1, 2}, new double[] {3, Double.NaN});
    assertThatThrownBy(a::svd)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN at row 1, column 1");
    assertThatThrownBy(() -> a.toComplex().eigen()).hasMessageContaining("NaN at row 1, column 1");
  }
}
