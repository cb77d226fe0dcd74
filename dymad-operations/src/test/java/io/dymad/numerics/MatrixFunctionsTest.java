package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MatrixFunctionsTest {
  @Test
  void theExponentialOfARotationIsARotation() {
    for (double angle : new double[] {0, 0.1, 3, 50}) {
      Matrix generator = Matrix.of(new double[] {0, -angle}, new double[] {angle, 0});
      Matrix rotation =
          Matrix.of(
              new double[] {Math.cos(angle), -Math.sin(angle)},
              new double[] {Math.sin(angle), Math.cos(angle)});
      assertClose(MatrixFunctions.exp(generator), rotation, 1e-13 * (1 + angle));
    }
  }

  @Test
  void theExponentialOfANilpotentMatrixIsItsSeries() {
    Matrix a = Matrix.of(new double[] {0, 2, 3}, new double[] {0, 0, 4}, new double[] {0, 0, 0});
    Matrix expected =
        Matrix.of(new double[] {1, 2, 3 + 4}, new double[] {0, 1, 4}, new double[] {0, 0, 1});
    assertClose(MatrixFunctions.exp(a), expected, 1e-14);
  }

  @Test
  void theLogarithmUndoesTheExponential() {
    for (int seed = 0; seed < 8; seed++) {
      Matrix a = Samples.real(6, 6, seed).times(0.4);
      assertClose(MatrixFunctions.log(MatrixFunctions.exp(a)), a, 1e-12);
      ComplexMatrix c = Samples.complex(6, 6, seed).times(0.3);
      assertClose(MatrixFunctions.log(MatrixFunctions.exp(c)), c, 1e-12);
    }
  }

  @Test
  void theLogarithmOfADefectiveMatrixIsThatOfItsJordanBlock() {
    Matrix jordan = Matrix.of(new double[] {2, 1}, new double[] {0, 2});
    Matrix expected = Matrix.of(new double[] {Math.log(2), 0.5}, new double[] {0, Math.log(2)});
    assertClose(MatrixFunctions.log(jordan), expected, 1e-14);
  }

  @Test
  void theLogarithmRefusesTheNegativeAxisAndZero() {
    assertThatThrownBy(() -> MatrixFunctions.log(Matrix.diagonal(1, -0.5)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("The eigenvalue -0.5");
    assertThatThrownBy(() -> MatrixFunctions.log(Matrix.diagonal(1, 0)))
        .hasMessageContaining("no principal logarithm");
  }

  @Test
  void phi1IsTheMeanOfTheExponential() {
    Matrix a = Samples.real(5, 5, 4);
    Matrix expected = a.lu().solve(MatrixFunctions.exp(a).minus(Matrix.identity(5)));
    assertClose(MatrixFunctions.phi1(a), expected, 1e-11);
    assertClose(MatrixFunctions.phi1(Matrix.zeros(3, 3)), Matrix.identity(3), 1e-15);
  }

  @Test
  void gaussLegendreIntegratesPolynomialsExactly() {
    for (int size : new int[] {2, 5, 20, 80}) {
      GaussLegendre rule = GaussLegendre.of(size);
      for (int degree : new int[] {0, size - size % 2, 2 * size - 2}) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += rule.weight(k) * Math.pow(rule.node(k), degree);
        }
        assertThat(sum).isCloseTo(2.0 / (degree + 1), within(1e-14));
      }
      assertThat(rule.node(0)).isEqualTo(-rule.node(size - 1), within(1e-15));
    }
  }
}
