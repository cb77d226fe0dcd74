package io.dymad.dmd;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.RankRule;
import java.util.Arrays;

/**
 * The least squares problem {@code J(b) = Σ_k ‖x_k - Σ_j b_j λ_jᵏ v_j‖² = bᴴ P b - 2 Re(qᴴ b) + s}
 * of amplitudes over a whole series.
 *
 * @param p P
 * @param q q
 * @param energy s, the squared norm of the series
 * @see <a href="https://doi.org/10.1063/1.4863670">Jovanović, Schmid and Nichols (2014), equation
 *     (10)</a>
 */
record AmplitudeProblem(ComplexMatrix p, ComplexVector q, double energy) {
  /** Returns the problem of modes in columns and snapshots in rows. */
  static <M extends Dense<M>> AmplitudeProblem of(
      ComplexMatrix modes, ComplexVector values, M series) {
    int size = values.size();
    // powers(k, j) = λ_jᵏ; the series is powers · diag(b) · modesᵀ.
    ComplexMatrix powers =
        ComplexMatrix.generate(series.rows(), size, (k, j) -> values.get(j).pow(k));
    ComplexMatrix inner = modes.adjointTimes(modes);
    ComplexMatrix time = powers.adjointTimes(powers);
    ComplexMatrix p =
        ComplexMatrix.generate(size, size, (i, j) -> inner.get(i, j).times(time.get(i, j)));
    ComplexMatrix projected = powers.adjointTimes(series.timesComplex(modes.conjugate()));
    double norm = series.frobeniusNorm();
    return new AmplitudeProblem(p, projected.diagonal(), norm * norm);
  }

  /** Returns the minimiser, the one of smallest norm where modes coincide up to rounding. */
  ComplexVector solve() {
    return LeastSquares.solve(p, q.asColumn(), RankRule.full()).solution().column(0);
  }

  /** Returns the minimiser with some amplitudes alone; the others are 0. */
  ComplexVector solve(int... kept) {
    if (kept.length == 0) {
      return q.map(value -> Complex.ZERO);
    }
    ComplexMatrix part = p.selectRows(kept).selectColumns(kept);
    ComplexVector solution =
        LeastSquares.solve(part, q.select(kept).asColumn(), RankRule.full()).solution().column(0);
    Complex[] all = new Complex[q.size()];
    Arrays.fill(all, Complex.ZERO);
    for (int i = 0; i < kept.length; i++) {
      all[kept[i]] = solution.get(i);
    }
    return ComplexVector.of(all);
  }

  /** Returns J at amplitudes. */
  double loss(ComplexVector b) {
    return b.dot(p.times(b)).re() - 2 * q.dot(b).re() + energy;
  }
}
