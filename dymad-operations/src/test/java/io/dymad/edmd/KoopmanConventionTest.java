package io.dymad.edmd;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Samples;
import io.dymad.sako.Residuals;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The convention of the package comment, on random linear systems. */
class KoopmanConventionTest {
  /** A stable random matrix that acts on columns. */
  private static Matrix stable(int size, long seed) {
    Matrix a = Samples.real(size, size, seed);
    return a.times(0.95 / a.eigenvalues().get(0).abs());
  }

  @Test
  void theKoopmanMatrixOfTheStateIsTheTransposeOfTheColumnOperator() {
    for (int seed = 0; seed < 10; seed++) {
      Matrix w = stable(5, seed);
      Matrix x = Samples.real(30, 5, seed + 100);
      Edmd<Matrix> fit = Edmd.fit(Lifted.of(x, x.timesAdjoint(w)), 1);
      assertClose(fit.koopman(), w.adjoint(), 1e-11);
    }
  }

  @Test
  void eigenfunctionsAreMultipliedByTheirEigenvalue() {
    for (int seed = 0; seed < 10; seed++) {
      Matrix w = stable(6, seed);
      Matrix x = Samples.real(20, 6, seed + 50);
      Edmd<Matrix> fit = Edmd.of(w.adjoint(), 1);
      ComplexMatrix now = fit.eigenfunctions(x);
      ComplexMatrix next = fit.eigenfunctions(x.timesAdjoint(w));
      assertClose(next, now.scaleColumns(fit.eigenvalues()), 1e-11);
    }
  }

  @Test
  void eigenfunctionsAreConjugatedLeftVectorsOfTheColumnOperatorNotOthers() {
    int checked = 0;
    for (int seed = 0; seed < 10; seed++) {
      Matrix w = stable(6, seed);
      Eigen pairs = w.eigen();
      if (pairs.values().stream().noneMatch(value -> value.im() > 0.1)) {
        continue;
      }
      checked++;
      Matrix x = Samples.real(40, 6, seed + 50);
      Lifted<Matrix> data = Lifted.of(x, x.timesAdjoint(w));
      double right = max(Residuals.of(pairs.values(), pairs.left().conjugate(), data));
      // What an analysis gives that takes the right vectors of W, or forgets the conjugate.
      double wrongSide = max(Residuals.of(pairs.values(), pairs.right(), data));
      double unconjugated = max(Residuals.of(pairs.values(), pairs.left(), data));
      assertThat(right).isLessThan(1e-12);
      assertThat(wrongSide).isGreaterThan(1e-2);
      assertThat(unconjugated).isGreaterThan(1e-2);
    }
    assertThat(checked).isGreaterThan(3);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  @Test
  void modesSumToTheObservable() {
    for (int seed = 0; seed < 10; seed++) {
      Matrix k = stable(5, seed);
      Edmd<Matrix> fit = Edmd.of(k, 1);
      Matrix observable = Samples.real(5, 2, seed + 20);
      Matrix start = Samples.real(3, 5, seed + 30);
      ComplexMatrix powers =
          fit.eigenfunctions(start).scaleColumns(fit.eigenvalues().map(value -> value.pow(7)));
      assertClose(
          powers.times(fit.modes(observable)),
          fit.advance(start, 7).times(observable).toComplex(),
          1e-11);
    }
  }

  @Test
  void aChangeOfFeaturesChangesNeitherEigenvaluesNorResiduals() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix now = Samples.real(40, 4, seed);
      Matrix next = Samples.real(40, 4, seed + 10);
      Matrix change = Samples.real(4, 4, seed + 20).plus(Matrix.identity(4).times(3.0));
      Lifted<Matrix> first = Lifted.of(now, next);
      Lifted<Matrix> second = Lifted.of(now.times(change), next.times(change));
      Edmd<Matrix> a = Edmd.fit(first, 1);
      Edmd<Matrix> b = Edmd.fit(second, 1);
      assertClose(a.eigenvalues().asColumn(), b.eigenvalues().asColumn(), 1e-10);
      double[] one = Residuals.of(a.eigenvalues(), a.eigen().right(), first);
      double[] two = Residuals.of(b.eigenvalues(), b.eigen().right(), second);
      assertThat(two).containsExactly(one, within(1e-10));
    }
  }

  @Test
  void weightsCountAsRepeatedSamplesAndTheirScaleDoesNot() {
    Matrix now = Samples.real(12, 3, 1);
    Matrix next = Samples.real(12, 3, 2);
    double[] weights = new double[12];
    Arrays.fill(weights, 1);
    weights[4] = 2;
    Lifted<Matrix> weighted = Lifted.of(now, next).withWeights(weights);
    Lifted<Matrix> repeated = Lifted.of(now.above(now.rows(4, 5)), next.above(next.rows(4, 5)));
    Edmd<Matrix> fit = Edmd.fit(weighted, 1);
    assertClose(fit.koopman(), Edmd.fit(repeated, 1).koopman(), 1e-12);
    for (int i = 0; i < 12; i++) {
      weights[i] *= 1e6;
    }
    Lifted<Matrix> scaled = Lifted.of(now, next).withWeights(weights);
    assertClose(fit.koopman(), Edmd.fit(scaled, 1).koopman(), 1e-12);
    assertThat(Residuals.of(fit.eigenvalues(), fit.eigen().right(), scaled))
        .containsExactly(
            Residuals.of(fit.eigenvalues(), fit.eigen().right(), repeated), within(1e-12));
  }
}
