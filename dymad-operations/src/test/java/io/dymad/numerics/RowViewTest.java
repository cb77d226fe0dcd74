package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rows that share the elements of a matrix behave as a copy of them does. */
class RowViewTest {
  private final Matrix whole = Matrix.gaussian(9, 4, new SplittableRandom(1));
  private final Matrix view = whole.rowView(2, 7);
  private final Matrix copy = whole.rows(2, 7);

  private void assertSame(UnaryOperator<Matrix> operation) {
    assertThat(operation.apply(view)).isEqualTo(operation.apply(copy));
  }

  @Test
  void holdsTheRows() {
    assertThat(view).isEqualTo(copy).hasSameHashCodeAs(copy);
    assertThat(copy).isEqualTo(view);
    for (int i = 0; i < 5; i++) {
      assertThat(view.row(i)).isEqualTo(whole.row(i + 2));
      for (int j = 0; j < 4; j++) {
        assertThat(view.get(i, j)).isEqualTo(whole.get(i + 2, j));
      }
    }
    assertThat(view.column(3)).containsExactly(copy.column(3));
    assertThat(view.toColumnMajor()).containsExactly(copy.toColumnMajor());
    assertThat(view.toRowMajor()).containsExactly(copy.toRowMajor());
    assertThat(whole.rowView(0, 9)).isEqualTo(whole);
    assertThat(whole.rowView(4, 4)).isEqualTo(Matrix.zeros(0, 4));
  }

  @Test
  void isPartOfOtherMatricesAsACopyIs() {
    Matrix other = Matrix.gaussian(5, 4, new SplittableRandom(2));
    List<UnaryOperator<Matrix>> operations =
        List.of(
            m -> m.rows(1, 3),
            m -> m.rowView(1, 3),
            m -> m.columns(1, 3),
            m -> m.selectRows(4, 0),
            m -> m.above(other),
            m -> m.beside(other),
            m -> m.plus(other),
            m -> other.minus(m),
            m -> m.times(2),
            m -> m.scaleRows(1, 2, 3, 4, 5),
            m -> Matrix.stack(m, other, m),
            m -> m.toComplex().re(),
            Matrix::adjoint);
    operations.forEach(this::assertSame);
  }

  @Test
  void hasTheProductsNormsAndFactorsOfACopy() {
    Matrix right = Matrix.gaussian(4, 3, new SplittableRandom(3));
    List<UnaryOperator<Matrix>> operations =
        List.of(
            m -> m.times(right),
            m -> m.adjointTimes(m),
            m -> m.timesAdjoint(m),
            m -> whole.rowView(1, 6).adjointTimes(m),
            m -> m.svd().u(),
            m -> m.qr().q(),
            m -> m.rows(0, 4).lu().solve(right),
            m -> m.rowView(0, 4).lu().solve(right));
    operations.forEach(this::assertSame);
    List<Function<Matrix, Object>> numbers =
        List.of(
            Dense::frobeniusNorm,
            Dense::maxAbs,
            Dense::norm1,
            m -> Matrix.ofColumn(m.columnNorms()),
            m -> Matrix.ofColumn(m.singularValues()),
            m -> m.rowView(0, 4).eigenvalues());
    numbers.forEach(number -> assertThat(number.apply(view)).isEqualTo(number.apply(copy)));
  }

  @Test
  void isCheckedWithinItsRowsAlone() {
    Matrix bad = Matrix.of(new double[][] {{1, 2}, {3, Double.NaN}, {5, 6}});
    assertThat(bad.rowView(0, 1).requireFinite("x").rows()).isEqualTo(1);
    assertThatThrownBy(() -> bad.rowView(1, 3).requireFinite("The view"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The view holds NaN at row 0, column 1");
    assertThatThrownBy(() -> whole.rowView(2, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows [2, 10) in a matrix of 9");
  }
}
