package io.dymad.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.numerics.Matrix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static void inScope(Consumer<Scope> work) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      work.accept(scope);
    }
  }

  @Test
  void axesAreCutJoinedAndExchanged() {
    inScope(
        scope -> {
          Tensor matrix = scope.constant(Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
          assertThat(matrix.shape()).containsExactly(2, 3);
          assertThat(matrix.extent(-1)).isEqualTo(3);
          assertThat(matrix.transposed().toArray()).containsExactly(1, 4, 2, 5, 3, 6);
          assertThat(matrix.slice(-1, 1, 3).toArray()).containsExactly(2, 3, 5, 6);
          assertThat(matrix.at(0, 1).toArray()).containsExactly(4, 5, 6);
          assertThat(matrix.at(0, 1).axes()).isEqualTo(1);
          assertThat(matrix.reshaped(3, -1).shape()).containsExactly(3, 2);
          assertThat(matrix.split(1, 1).get(1).toArray()).containsExactly(4, 5, 6);
          Tensor wide = Tensor.concatenate(-1, List.of(matrix, matrix.slice(-1, 0, 1)));
          assertThat(wide.toArray()).containsExactly(1, 2, 3, 1, 4, 5, 6, 4);
          Tensor stacked = Tensor.stack(1, List.of(matrix, matrix.times(10)));
          assertThat(stacked.shape()).containsExactly(2, 2, 3);
          assertThat(stacked.at(0, 0).toArray()).containsExactly(1, 2, 3, 10, 20, 30);
        });
  }

  /** Rows 1, 0, 1 of [[a, b], [c, d]] sum up to a + b + 2 (c + d). */
  @Test
  void rowsAreTakenAsOftenAsTheyAreNamed() {
    inScope(
        scope -> {
          Tensor variable = scope.variable(new double[] {1, 2, 3, 4});
          Tensor rows = variable.reshaped(2, 2).rows(1, 0, 1);
          assertThat(rows.shape()).containsExactly(3, 2);
          assertThat(rows.toArray()).containsExactly(3, 4, 1, 2, 3, 4);
          assertThat(scope.gradient(rows.sum(), variable)).containsExactly(1, 1, 2, 2);
        });
  }

  @Test
  void sumsAndMeansGoOverAnAxisOrAll() {
    inScope(
        scope -> {
          Tensor matrix = scope.constant(Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
          assertThat(matrix.sum().value()).isEqualTo(21);
          assertThat(matrix.mean().value()).isEqualTo(3.5);
          assertThat(matrix.mean(-1).toArray()).containsExactly(2, 5);
          assertThat(matrix.sum(0).toArray()).containsExactly(5, 7, 9);
          assertThat(matrix.runningSum(1).toArray()).containsExactly(1, 3, 6, 4, 9, 15);
        });
  }

  @Test
  void axesOfExtentOneAreRepeated() {
    inScope(
        scope -> {
          Tensor row = scope.constant(new double[] {1, 2}, 1, 2);
          Tensor column = scope.constant(new double[] {10, 20}, 2, 1);
          assertThat(row.plus(column).toArray()).containsExactly(11, 12, 21, 22);
          assertThat(row.times(column).toArray()).containsExactly(10, 20, 20, 40);
        });
  }

  @Test
  void valueWantsASingleElement() {
    inScope(
        scope ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> scope.constant(new double[2], 2).value())
                .withMessageContaining("2 elements"));
  }

  @Test
  void numbersLastUntilTheGradientThatNeedsThem() {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Tensor variable = scope.variable(new double[] {3});
      Tensor product = variable.sum();
      for (int i = 0; i < 500; i++) {
        product = product.times(i % 2 == 0 ? 2.0 : 0.5);
      }
      System.gc();
      List<ByteBuffer> others = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        others.add(ByteBuffer.allocateDirect(Double.BYTES).putDouble(i));
      }
      assertThat(scope.gradient(product, variable)).containsExactly(1);
      assertThat(others).hasSize(20_000);
    }
  }
}
