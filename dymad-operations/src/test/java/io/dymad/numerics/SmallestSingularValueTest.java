package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SmallestSingularValueTest {
  private static ComplexMatrix triangle(int size, long seed) {
    return Samples.complex(size + 3, size, seed).qr().r();
  }

  @Test
  void agreesWithTheFullDecomposition() {
    for (int size : new int[] {1, 2, 5, 33, 120}) {
      for (int seed = 0; seed < 4; seed++) {
        ComplexMatrix upper = triangle(size, seed);
        ComplexMatrix lower = triangle(size, seed + 100).times(0.3);
        double[] s = upper.above(lower).singularValues();
        assertThat(SmallestSingularValue.ofTriangles(upper, lower))
            .isCloseTo(s[size - 1], within(1e-11 * s[0]));
      }
    }
  }

  @Test
  void keepsTheDigitsOfASmallValue() {
    ComplexMatrix upper = Matrix.diagonal(1, 2, 3e-9, 4).toComplex();
    ComplexMatrix none = Matrix.zeros(4, 4).toComplex();
    assertThat(SmallestSingularValue.ofTriangles(upper, none)).isCloseTo(3e-9, within(1e-20));
    assertThat(SmallestSingularValue.ofTriangles(none, none)).isZero();
    assertThat(SmallestSingularValue.ofTriangles(ComplexMatrix.identity(4), none))
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void aShiftedStackAgreesWithTheFullDecompositionEverywhere() {
    for (int size : new int[] {6, 70}) {
      ComplexMatrix matrix = Samples.complex(size, size, 1).times(1 / Math.sqrt(2.0 * size));
      for (ComplexMatrix lower :
          List.of(
              Samples.complex(size, size, 2).times(0.01),
              Samples.complex(3, size, 3).times(0.1),
              Matrix.zeros(size, size).toComplex())) {
        ShiftedStack stack = new ShiftedStack(matrix, lower);
        // Outside the spectrum, inside it, and on an eigenvalue.
        for (Complex z :
            List.of(new Complex(2, 1), new Complex(0.3, -0.2), matrix.eigenvalues().get(0))) {
          double[] s = matrix.shifted(z).above(lower).singularValues();
          assertThat(stack.smallest(z)).isCloseTo(s[size - 1], within(1e-12));
        }
      }
    }
  }

  @Test
  void refusesWhatAreNoTwoTriangles() {
    ComplexMatrix upper = triangle(3, 1);
    assertThatThrownBy(() -> SmallestSingularValue.ofTriangles(upper, triangle(4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 x 3 and a 4 x 4");
  }
}
