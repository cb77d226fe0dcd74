package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views of rows of several matrices, real and complex, behave as a copy of the rows does. */
class StackViewTest {
  /** A view and what it has to equal. */
  private record Pair<M extends Dense<M>>(M view, M copy) {
    void assertSame(UnaryOperator<M> operation) {
      assertThat(operation.apply(view)).isEqualTo(operation.apply(copy));
    }
  }

  static Stream<Pair<?>> pairs() {
    return Stream.of(
        pair(Samples.real(9, 4, 1), Samples.real(7, 4, 2)),
        pair(Samples.complex(9, 4, 1), Samples.complex(7, 4, 2)),
        new Pair<>(Samples.complex(9, 4, 3).rowView(2, 7), Samples.complex(9, 4, 3).rows(2, 7)));
  }

  /** Five rows of two matrices, with an empty part between them. */
  private static <M extends Dense<M>> Pair<M> pair(M first, M second) {
    return new Pair<>(
        Dense.stackView(List.of(first.rowView(2, 5), first.rowView(1, 1), second.rowView(3, 5))),
        first.rows(2, 5).above(second.rows(3, 5)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  <M extends Dense<M>> void isPartOfOtherMatricesAsACopyIs(Pair<M> pair) {
    M copy = pair.copy();
    assertThat(pair.view()).isEqualTo(copy).hasSameHashCodeAs(copy);
    assertThat(copy).isEqualTo(pair.view());
    List<UnaryOperator<M>> operations =
        List.of(
            m -> m.rows(1, 4),
            m -> m.rowView(1, 4),
            m -> m.rowView(2, 5).rowView(1, 3),
            m -> m.rowView(5, 5),
            m -> m.columns(1, 3),
            m -> m.selectRows(4, 0, 4),
            m -> m.selectColumns(3, 1),
            m -> Dense.stackView(List.of(m, copy, m)),
            m -> m.above(copy),
            m -> m.beside(copy),
            m -> m.plus(copy),
            m -> m.scaleRows(1, 2, 3, 4, 5),
            Dense::adjoint);
    operations.forEach(pair::assertSame);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  <M extends Dense<M>> void hasTheProductsNormsAndFactorsOfACopy(Pair<M> pair) {
    M copy = pair.copy();
    M right = copy.rows(0, 4);
    List<UnaryOperator<M>> operations =
        List.of(
            m -> m.times(right),
            m -> m.adjointTimes(m),
            m -> m.timesAdjoint(m),
            m -> copy.adjointTimes(m),
            m -> m.rowView(1, 5).adjointTimes(copy.rows(0, 4)),
            m -> m.svd().u(),
            m -> m.qr().r(),
            m -> m.rowView(0, 4).lu().solve(right));
    operations.forEach(pair::assertSame);
    List<Function<M, Object>> numbers =
        List.of(
            Dense::frobeniusNorm,
            Dense::maxAbs,
            Dense::norm1,
            m -> Matrix.ofColumn(m.columnNorms()),
            m -> m.toComplex().row(3),
            m -> m.toComplex().column(2),
            m -> m.toComplex().get(4, 1));
    numbers.forEach(number -> assertThat(number.apply(pair.view())).isEqualTo(number.apply(copy)));
  }

  @Test
  void productsOverBlocksReadAllPartsOfManyMatrices() {
    // More rows than a block of 8 MB has, in parts of 1 to 7 rows.
    Matrix whole = Samples.real(1_200_000, 3, 4);
    SplittableRandom random = new SplittableRandom(5);
    Stream.Builder<Matrix> parts = Stream.builder();
    for (int from = 0; from < whole.rows(); ) {
      int to = Math.min(whole.rows(), from + random.nextInt(1, 8));
      parts.add(whole.rowView(from, to));
      from = to;
    }
    Matrix view = Dense.stackView(parts.build().toList());
    assertThat(view.adjointTimes(whole)).isEqualTo(whole.rows(0, 1_200_000).adjointTimes(whole));
    Matrix right = Samples.real(3, 2, 6);
    assertThat(view.times(right)).isEqualTo(whole.times(right));
  }

  @Test
  void isCheckedWithTheRowThatItHasInAllParts() {
    Matrix good = Matrix.zeros(2, 2);
    Matrix bad = Matrix.of(new double[][] {{1, 2}, {3, Double.NaN}, {5, 6}});
    assertThatThrownBy(
            () -> Dense.stackView(List.of(good, bad.rowView(1, 3))).requireFinite("The view"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The view holds NaN at row 2, column 1");
    assertThatThrownBy(() -> Dense.stackView(List.of(good, Matrix.zeros(2, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A 2 x 2 matrix cannot stand above a 2 x 3 one");
    assertThatThrownBy(() -> Dense.stackView(List.<Matrix>of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no matrix to stack.");
  }

  @Test
  void normsBeyondTheRangeOfSquaresAreThoseOfItsRows() {
    for (double unit : new double[] {1e200, 1e-200}) {
      Matrix all = Matrix.ofColumn(3 * unit, 7, 4 * unit);
      Matrix view = Dense.stackView(List.of(all.rowView(0, 1), all.rowView(2, 3)));
      assertThat(view.frobeniusNorm()).isCloseTo(5 * unit, within(1e-15 * unit));
      assertThat(view.columnNorms()[0]).isCloseTo(5 * unit, within(1e-15 * unit));
    }
  }
}
