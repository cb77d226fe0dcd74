package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EigenTest {
  @Test
  void rightAndLeftVectorsBelongToTheirEigenvalue() {
    for (int seed = 0; seed < 10; seed++) {
      checkPairs(Samples.real(9, 9, seed));
      checkPairs(Samples.complex(9, 9, seed));
    }
  }

  private static <M extends Dense<M>> void checkPairs(M matrix) {
    ComplexMatrix a = matrix.toComplex();
    Eigen eigen = matrix.eigen();
    assertClose(a.times(eigen.right()), eigen.right().scaleColumns(eigen.values()), 1e-12);
    assertClose(
        a.adjointTimes(eigen.left()), eigen.left().scaleColumns(eigen.values().conjugate()), 1e-12);
    assertClose(eigen.values().asColumn(), matrix.eigenvalues().asColumn(), 1e-12);
    Eigen scaled = eigen.biorthogonal();
    assertClose(scaled.left().adjointTimes(scaled.right()), ComplexMatrix.identity(9), 1e-11);
    double[] right = scaled.right().columnNorms();
    double[] left = scaled.left().columnNorms();
    for (int j = 0; j < 9; j++) {
      assertThat(right[j]).isCloseTo(left[j], within(1e-12));
      assertThat(eigen.valueConditions()[j]).isCloseTo(right[j] * left[j], within(1e-9));
    }
    assertClose(eigen.reconstruct(value -> value), a, 1e-11);
  }

  @Test
  void realMatricesHaveConjugatePairsSideBySide() {
    Eigen eigen = Samples.real(11, 11, 3).eigen();
    for (int j = 0; j < eigen.size(); j++) {
      if (eigen.values().get(j).im() > 0) {
        assertThat(eigen.values().get(j + 1)).isEqualTo(eigen.values().get(j).conjugate());
        assertClose(
            eigen.right().columns(j + 1, j + 2),
            eigen.right().columns(j, j + 1).conjugate(),
            1e-15);
      }
    }
  }

  @Test
  void repeatedEigenvaluesWithAFullBasisAreStillBiorthogonal() {
    Matrix q = Samples.real(6, 6, 5).plus(Matrix.identity(6).times(3.0));
    Matrix a = q.times(Matrix.diagonal(2, 2, 2, -1, -1, 0.5)).times(q.lu().inverse());
    Eigen scaled = a.eigen().biorthogonal();
    assertClose(scaled.left().adjointTimes(scaled.right()), ComplexMatrix.identity(6), 1e-8);
    assertClose(a.eigen().reconstruct(value -> value), a.toComplex(), 1e-7);
  }

  @Test
  void aDefectiveMatrixGivesItsEigenvaluesButNoBasis() {
    Matrix jordan = Matrix.of(new double[] {-0.5, -0.45}, new double[] {0, -0.5});
    Eigen eigen = jordan.eigen();
    assertThat(eigen.values().get(0).re()).isCloseTo(-0.5, within(1e-7));
    assertThat(eigen.condition()).isGreaterThan(1e12);
    assertThat(eigen.valueConditions()[0]).isGreaterThan(1e7);
    assertThatThrownBy(eigen::biorthogonal)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("2 x 2 matrix is defective");
  }

  @Test
  void aPencilHasTheEigenvaluesOfTheQuotient() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix a = Samples.real(7, 7, seed);
      Matrix b = Samples.real(7, 7, seed + 40);
      GeneralizedEigen pencil = GeneralizedEigen.of(a, b);
      assertClose(pencil.values().asColumn(), b.lu().solve(a).eigenvalues().asColumn(), 1e-9);
      assertClose(
          a.timesComplex(pencil.right()),
          b.timesComplex(pencil.right()).scaleColumns(pencil.values()),
          1e-10);
      ComplexMatrix c = Samples.complex(7, 7, seed);
      ComplexMatrix d = Samples.complex(7, 7, seed + 40);
      GeneralizedEigen complex = GeneralizedEigen.of(c, d);
      assertClose(
          c.adjointTimes(complex.left()),
          d.adjointTimes(complex.left()).scaleColumns(complex.values().conjugate()),
          1e-10);
    }
  }

  @Test
  void aPencilWithASingularSecondMatrixHasInfiniteEigenvalues() {
    GeneralizedEigen pencil = GeneralizedEigen.of(Matrix.identity(2), Matrix.diagonal(1, 0));
    assertThat(pencil.values().get(0).re()).isInfinite();
    assertThat(pencil.values().get(1)).isEqualTo(Complex.ONE);
  }

  @Test
  void eigenvaluesStandByModulusWithPairsTogether() {
    ComplexVector values =
        ComplexVector.of(
            new Complex(0.5, 0),
            new Complex(0.6, -0.8),
            new Complex(-1, 0),
            new Complex(0.6, 0.8 + 1e-12),
            Complex.ZERO);
    assertThat(Spectra.order(values)).containsExactly(3, 1, 2, 0, 4);
  }

  @Test
  void vectorsAreScaledToUnitLengthAndARealLargestElement() {
    ComplexMatrix vectors = Samples.complex(5, 3, 9);
    ComplexMatrix normal = Spectra.normalize(vectors);
    ComplexMatrix turned = Spectra.normalize(vectors.times(new Complex(0, -3)));
    assertClose(normal, turned, 1e-14);
    for (int j = 0; j < 3; j++) {
      assertThat(normal.column(j).norm()).isCloseTo(1, within(1e-14));
      Complex largest =
          normal.column(j).stream().reduce((a, b) -> a.abs() >= b.abs() ? a : b).orElseThrow();
      assertThat(largest.im()).isCloseTo(0, within(1e-15));
      assertThat(largest.re()).isPositive();
    }
    assertThat(Spectra.normalize(Matrix.zeros(2, 1).toComplex()).maxAbs()).isZero();
  }

  @Test
  void exponentsLieOnThePrincipalBranch() {
    ComplexVector exponents = ComplexVector.of(new Complex(-0.1, 2), new Complex(0, -3));
    ComplexVector back = Spectra.toContinuous(Spectra.toDiscrete(exponents, 0.5), 0.5);
    assertClose(back.asColumn(), exponents.asColumn(), 1e-14);
    ComplexVector fast = ComplexVector.of(new Complex(0, 7));
    Complex aliased = Spectra.toContinuous(Spectra.toDiscrete(fast, 0.5), 0.5).get(0);
    assertThat(aliased.im()).isCloseTo(7 - 4 * Math.PI, within(1e-13));
    assertThatThrownBy(() -> Spectra.toContinuous(fast, 0)).hasMessageContaining("time step (0.0)");
  }
}
