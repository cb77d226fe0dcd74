package io.dymad.numerics;

import static io.dymad.numerics.Samples.assertClose;
import static io.dymad.numerics.Samples.assertOrthonormal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FactorisationTest {
  private static final List<int[]> SHAPES =
      List.of(new int[] {6, 6}, new int[] {9, 4}, new int[] {3, 8}, new int[] {1, 1});

  @Test
  void singularVectorsAreOrthonormalAndGiveTheMatrixBack() {
    for (int[] shape : SHAPES) {
      checkSvd(Samples.real(shape[0], shape[1], 1));
      checkSvd(Samples.complex(shape[0], shape[1], 2));
    }
  }

  private static <M extends Dense<M>> void checkSvd(M a) {
    Svd<M> svd = a.svd();
    assertOrthonormal(svd.u());
    assertOrthonormal(svd.v());
    assertClose(svd.reconstruct(), a, 1e-13);
    assertThat(svd.singularValues()).containsExactly(a.singularValues(), within(1e-13));
    double previous = Double.POSITIVE_INFINITY;
    for (double s : svd.singularValues()) {
      assertThat(s).isBetween(0.0, previous);
      previous = s;
    }
  }

  @Test
  void qrIsOrthonormalTimesTriangular() {
    for (int[] shape : SHAPES) {
      checkQr(Samples.real(shape[0], shape[1], 3));
      checkQr(Samples.complex(shape[0], shape[1], 4));
    }
  }

  private static <M extends Dense<M>> void checkQr(M a) {
    Qr<M> qr = a.qr();
    assertOrthonormal(qr.q());
    assertClose(qr.q().times(qr.r()), a, 1e-13);
    ComplexMatrix r = qr.r().toComplex();
    for (int i = 1; i < r.rows(); i++) {
      assertThat(r.get(i, i - 1)).isEqualTo(Complex.ZERO);
    }
  }

  @Test
  void luSolvesAndInverts() {
    Matrix a = Samples.real(8, 8, 5);
    Matrix b = Samples.real(8, 3, 6);
    assertClose(a.times(a.lu().solve(b)), b, 1e-12);
    ComplexMatrix c = Samples.complex(8, 8, 7);
    assertClose(c.times(c.lu().inverse()), ComplexMatrix.identity(8), 1e-12);
    double[] s = a.singularValues();
    assertThat(a.lu().condition()).isBetween(s[0] / s[7] / 8, 8 * s[0] / s[7]);
  }

  @Test
  void aSingularMatrixIsRefusedNotInverted() {
    Matrix a = Matrix.of(new double[] {1, 2}, new double[] {2, 4});
    assertThat(a.lu().isSingular()).isTrue();
    assertThatThrownBy(() -> a.lu().inverse())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("singular");
    Matrix nearly = Matrix.of(new double[] {1, 2}, new double[] {2, 4 + 4e-16});
    assertThatThrownBy(() -> nearly.lu().inverse()).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Triangular.solveUpper(Matrix.zeros(2, 2), Matrix.identity(2)))
        .hasMessageContaining("element 0 of its diagonal");
  }

  @Test
  void choleskySolvesAndRefusesWhatIsNotPositiveDefinite() {
    ComplexMatrix b = Samples.complex(9, 5, 8);
    ComplexMatrix a = b.adjointTimes(b);
    Cholesky<ComplexMatrix> cholesky = a.cholesky();
    assertClose(cholesky.lower().timesAdjoint(cholesky.lower()), a, 1e-12);
    ComplexMatrix right = Samples.complex(5, 2, 9);
    assertClose(a.times(cholesky.solve(right)), right, 1e-11);
    Matrix r = Samples.real(9, 5, 8);
    Matrix gram = r.adjointTimes(r);
    assertClose(gram.times(gram.cholesky().solve(Matrix.identity(5))), Matrix.identity(5), 1e-11);
    assertThatThrownBy(() -> Matrix.diagonal(1, 1, -1).cholesky())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("leading 3 x 3");
  }

  @Test
  void triangularSystemsAreSolvedFromBothSides() {
    ComplexMatrix r = Samples.complex(6, 6, 10).qr().r();
    ComplexMatrix b = Samples.complex(4, 6, 11);
    assertClose(Triangular.divideUpper(b, r).times(r), b, 1e-12);
    assertClose(r.times(Triangular.solveUpper(r, b.adjoint())), b.adjoint(), 1e-12);
    ComplexMatrix l = r.adjoint();
    assertClose(l.times(Triangular.solveLower(l, b.adjoint())), b.adjoint(), 1e-12);
    assertClose(r.times(Triangular.solveLowerAdjoint(l, b.adjoint())), b.adjoint(), 1e-12);
  }

  @Test
  void hermitianEigenvectorsAreOrthonormalAndSortedDown() {
    checkHermitian(Samples.real(7, 7, 12));
    checkHermitian(Samples.complex(7, 7, 13));
  }

  private static <M extends Dense<M>> void checkHermitian(M b) {
    M a = b.plus(b.adjoint());
    HermitianEigen<M> eigen = a.hermitianEigen();
    assertOrthonormal(eigen.vectors());
    assertClose(
        eigen.vectors().scaleColumns(eigen.values()).timesAdjoint(eigen.vectors()), a, 1e-12);
    for (int i = 1; i < 7; i++) {
      assertThat(eigen.values()[i]).isLessThanOrEqualTo(eigen.values()[i - 1]);
    }
  }

  @Test
  void theSchurFormIsTriangularWithTheEigenvaluesOnItsDiagonal() {
    Matrix a = Samples.real(7, 7, 14);
    Schur schur = a.schur();
    assertOrthonormal(schur.z());
    assertClose(schur.z().times(schur.t()).timesAdjoint(schur.z()), a.toComplex(), 1e-12);
    assertThat(schur.t().get(3, 1)).isEqualTo(Complex.ZERO);
    ComplexVector diagonal = schur.t().diagonal();
    ComplexVector ordered = diagonal.select(Spectra.order(diagonal));
    assertClose(ordered.asColumn(), a.eigenvalues().asColumn(), 1e-12);
  }

  @Test
  void leastSquaresLeavesAResidualOrthogonalToTheColumns() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix a = Samples.real(20, 4, seed);
      Matrix b = Samples.real(20, 2, seed + 50);
      LeastSquares<Matrix> fit = LeastSquares.solve(a, b, RankRule.full());
      Matrix left = a.times(fit.solution()).minus(b);
      assertThat(a.adjointTimes(left).maxAbs()).isLessThan(1e-13 * 100);
      assertThat(fit.rank()).isEqualTo(4);
      assertThat(fit.residual()).isCloseTo(left.frobeniusNorm(), within(1e-13));
    }
  }

  @Test
  void leastSquaresOfADeficientMatrixIsTheShortestSolution() {
    Matrix thin = Samples.real(6, 2, 20);
    Matrix a = thin.timesAdjoint(Samples.real(5, 2, 21));
    Matrix b = Samples.real(6, 1, 22);
    LeastSquares<Matrix> fit = LeastSquares.solve(a, b, RankRule.tolerance(1e-10));
    assertThat(fit.rank()).isEqualTo(2);
    // Shortest: no part in the null space of A.
    Matrix null2 = a.svd().v().columns(2, 5);
    assertThat(null2.adjointTimes(fit.solution()).maxAbs()).isLessThan(1e-12);
    assertClose(a.adjointTimes(a.times(fit.solution())), a.adjointTimes(b), 1e-12);
    assertClose(a.times(a.pseudoInverse()).times(a), a, 1e-12);
  }

  @Test
  void leastSquaresRefusesNanAndUnequalRows() {
    Matrix a = Samples.real(4, 2, 1);
    assertThatThrownBy(() -> LeastSquares.solve(a, Samples.real(3, 1, 1), RankRule.full()))
        .hasMessageContaining("4 x 2")
        .hasMessageContaining("3 x 1");
    Matrix nan = Matrix.ofColumn(1, 2, Double.NaN, 4);
    assertThatThrownBy(() -> LeastSquares.solve(a, nan, RankRule.full()))
        .hasMessageContaining("The right side of a least squares problem holds NaN at row 2");
  }

  @Test
  void theRandomisedDecompositionIsExactForLowRank() {
    Matrix a = Samples.real(60, 5, 30).timesAdjoint(Samples.real(40, 5, 31));
    Svd<Matrix> full = a.svd();
    Svd<Matrix> random = RandomizedSvd.of(5).decompose(a, new SplittableRandom(1));
    assertClose(random.reconstruct(), a, 1e-11);
    assertOrthonormal(random.u());
    for (int i = 0; i < 5; i++) {
      assertThat(random.singularValues()[i]).isCloseTo(full.singularValues()[i], within(1e-11));
    }
    ComplexMatrix c = Samples.complex(30, 3, 32).timesAdjoint(Samples.complex(20, 3, 33));
    assertClose(RandomizedSvd.of(3).decompose(c, new SplittableRandom(1)).reconstruct(), c, 1e-11);
    assertThatThrownBy(() -> RandomizedSvd.of(41).decompose(a, new SplittableRandom(1)))
        .hasMessageContaining("41");
  }
}
