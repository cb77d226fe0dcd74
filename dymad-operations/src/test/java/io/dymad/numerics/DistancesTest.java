package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistancesTest {
  @Test
  void everyPairHasTheSquareOfItsDistance() {
    // More pairs than one thread takes alone.
    Matrix left = Samples.real(300, 3, 1);
    Matrix right = Samples.real(200, 3, 2);
    Matrix squares = Distances.squared(left, right);
    Matrix own = Distances.squared(left, left);
    assertThat(Distances.squared(right, left)).isEqualTo(squares.adjoint());
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        assertThat(own.get(i, j)).isCloseTo(square(left, i, left, j), within(1e-14));
        if (j < 200) {
          assertThat(squares.get(i, j)).isCloseTo(square(left, i, right, j), within(1e-14));
        }
      }
    }
  }

  private static double square(Matrix left, int i, Matrix right, int j) {
    double norm = left.rows(i, i + 1).minus(right.rows(j, j + 1)).frobeniusNorm();
    return norm * norm;
  }

  @Test
  void nearPointsFarFromTheOriginKeepTheirDigits() {
    Matrix points = Matrix.of(new double[] {1e6, 1}, new double[] {1e6, 1 + 0x1p-30});
    assertThat(Distances.squared(points, points).get(0, 1)).isEqualTo(0x1p-60);
    Matrix view = Matrix.of(new double[] {7, 7}, points.row(0)).rowView(1, 2);
    assertThat(Distances.function(view, points, Math::sqrt).row(0)).containsExactly(0, 0x1p-30);
  }

  @Test
  void pointsOfOtherSpacesHaveNone() {
    assertThatThrownBy(() -> Distances.squared(Matrix.zeros(2, 3), Matrix.zeros(4, 2)))
        .hasMessage("Points of 2 x 3 and 4 x 2 have no distances: their columns differ in number.");
  }
}
