package io.dymad.dmd;

import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;

/**
 * The best operator of a class that physics prescribes: {@code A = argmin ‖Yᵀ - A Xᵀ‖}
 * (physics-informed dynamic mode decomposition). A acts on columns.
 *
 * @see <a href="https://doi.org/10.1098/rspa.2022.0576">Baddoo et al. (2023)</a>
 */
public sealed interface StructuredDmd {
  /** Returns the best operator for pairs in rows. */
  Matrix fit(Matrix now, Matrix next);

  /**
   * Returns the best operator's eigenpairs as a model, with amplitudes of the first snapshot.
   *
   * @throws ArithmeticException if the operator is defective up to rounding
   */
  default ModalModel model(Snapshots<Matrix> snapshots) {
    Matrix koopman = fit(snapshots.now(), snapshots.next()).adjoint();
    Dmd dmd = new Dmd(RankRule.full(), Dmd.Modes.PROJECTED, Amplitudes.FIRST, 0);
    return dmd.fromReduced(snapshots, Matrix.identity(koopman.rows()), koopman, koopman);
  }

  /** Operators that keep the norm: a Procrustes problem. */
  record Orthogonal() implements StructuredDmd {
    @Override
    public Matrix fit(Matrix now, Matrix next) {
      Svd<Matrix> svd = next.adjointTimes(now).svd();
      return svd.u().timesAdjoint(svd.v());
    }
  }

  /** Operators equal to their transpose. */
  record Symmetric() implements StructuredDmd {
    @Override
    public Matrix fit(Matrix now, Matrix next) {
      return selfAdjoint(now, next, 1);
    }
  }

  /** Operators equal to minus their transpose. */
  record Skew() implements StructuredDmd {
    @Override
    public Matrix fit(Matrix now, Matrix next) {
      return selfAdjoint(now, next, -1);
    }
  }

  /**
   * Operators with zeros away from the diagonal.
   *
   * @param below how many diagonals below the main one may differ from zero
   * @param above how many diagonals above it
   */
  record Banded(int below, int above) implements StructuredDmd {
    public Banded {
      if (below < 0 || above < 0) {
        throw new IllegalArgumentException(
            "The diagonals below (%d) and above (%d) must be at least 0.".formatted(below, above));
      }
    }

    @Override
    public Matrix fit(Matrix now, Matrix next) {
      int size = now.columns();
      double[][] rows = new double[size][size];
      for (int i = 0; i < size; i++) {
        int from = Math.max(0, i - below);
        int to = (int) Math.min(size, (long) i + above + 1);
        Matrix row =
            LeastSquares.solve(now.columns(from, to), next.columns(i, i + 1), RankRule.full())
                .solution();
        System.arraycopy(row.toColumnMajor(), 0, rows[i], from, to - from);
      }
      return Matrix.of(rows);
    }
  }

  /** Returns the class of upper triangular operators. */
  static StructuredDmd upperTriangular() {
    return new Banded(0, Integer.MAX_VALUE);
  }

  /** Operators that commute with shifts of a periodic grid: {@code A_ij = c_(i-j mod n)}. */
  record Circulant() implements StructuredDmd {
    @Override
    public Matrix fit(Matrix now, Matrix next) {
      int size = now.columns();
      ComplexMatrix fourier =
          ComplexMatrix.generate(
              size, size, (s, f) -> Complex.polar(1, -2 * Math.PI * s * f / size));
      ComplexMatrix x = now.timesComplex(fourier);
      ComplexMatrix y = next.timesComplex(fourier);
      ComplexMatrix spectrum =
          ComplexMatrix.generate(
              size,
              1,
              (f, j) -> {
                double norm = x.column(f).norm();
                return norm == 0
                    ? Complex.ZERO
                    : x.column(f).dot(y.column(f)).times(1 / (norm * norm));
              });
      // The inverse transform; real data give a real first column.
      Matrix first = fourier.conjugate().times(spectrum).times(1.0 / size).re();
      return Matrix.generate(size, size, (i, j) -> first.get(Math.floorMod(i - j, size), 0));
    }
  }

  /** Solves {@code A S + S A = C ± Cᵀ} with {@code S = Xᵀ X}, {@code C = Yᵀ X}, in S's basis. */
  private static Matrix selfAdjoint(Matrix now, Matrix next, int sign) {
    HermitianEigen<Matrix> gram = now.adjointTimes(now).hermitianEigen();
    Matrix v = gram.vectors();
    double[] s = gram.values();
    Matrix cross = next.adjointTimes(now);
    Matrix right = cross.plus(cross.adjoint().times(sign));
    Matrix rotated = v.adjointTimes(right).times(v);
    double negligible = RankRule.EPSILON * s.length * Math.max(s[0], 0);
    Matrix solved =
        Matrix.generate(
            s.length,
            s.length,
            (i, j) -> Math.abs(s[i] + s[j]) <= negligible ? 0 : rotated.get(i, j) / (s[i] + s[j]));
    return v.times(solved).timesAdjoint(v);
  }
}
