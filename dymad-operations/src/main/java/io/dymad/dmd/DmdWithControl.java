package io.dymad.dmd;

import io.dymad.core.SnapshotPairs;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;

/**
 * Dynamic mode decomposition with control: {@code x_(k+1) = A x_k + B u_k}.
 *
 * <p>Where the control is a function of the state alone, A and B cannot be told apart; the
 * condition of states and controls together shows it.
 *
 * @param inputRule which singular values of states and controls together are used
 * @param outputRule which singular values of the successors span the reduced model
 * @see <a href="https://doi.org/10.1137/15M1013857">Proctor, Brunton and Kutz (2016), algorithm
 *     2</a>
 */
public record DmdWithControl(RankRule inputRule, RankRule outputRule) {
  /**
   * A model with control, acting on columns.
   *
   * @param a A, shape {@code [sensors, sensors]}
   * @param b B, shape {@code [sensors, controls]}
   * @param basis Q, orthonormal columns that span the reduced model
   * @param condition of the states and controls used together
   */
  public record Model(Matrix a, Matrix b, Matrix basis, double condition) {
    /** Returns {@code Qᵀ A Q}. */
    public Matrix reducedA() {
      return basis.adjointTimes(a).times(basis);
    }

    /** Returns the eigenvalues of the reduced model. */
    public ComplexVector eigenvalues() {
      return reducedA().eigenvalues();
    }

    /**
     * Returns a simulation of the reduced model.
     *
     * @param start one row
     * @param controls one row for each step
     * @return one row more than there are steps, the start as the basis represents it first
     */
    public Matrix simulate(Matrix start, Matrix controls) {
      Matrix advance = reducedA().adjoint();
      Matrix input = basis.adjointTimes(b).adjoint();
      Matrix[] states = new Matrix[controls.rows() + 1];
      states[0] = start.times(basis);
      for (int k = 0; k < controls.rows(); k++) {
        states[k + 1] = states[k].times(advance).plus(controls.rows(k, k + 1).times(input));
      }
      return Matrix.stack(states).timesAdjoint(basis);
    }
  }

  /** Fits A and B. */
  public Model fit(SnapshotPairs pairs) {
    checkControls(pairs);
    LeastSquares<Matrix> fit =
        LeastSquares.solve(pairs.x().beside(pairs.u()), pairs.next(), inputRule);
    int sensors = pairs.x().columns();
    Matrix both = fit.solution().adjoint();
    return new Model(
        both.columns(0, sensors),
        both.columns(sensors, both.columns()),
        pairs.next().svd().truncate(outputRule).v(),
        fit.condition());
  }

  /**
   * Fits A where B is known.
   *
   * @param b shape {@code [sensors, controls]}
   */
  public Model fit(SnapshotPairs pairs, Matrix b) {
    checkControls(pairs);
    LeastSquares<Matrix> fit =
        LeastSquares.solve(pairs.x(), pairs.next().minus(pairs.u().timesAdjoint(b)), inputRule);
    return new Model(
        fit.solution().adjoint(), b, pairs.next().svd().truncate(outputRule).v(), fit.condition());
  }

  private static void checkControls(SnapshotPairs pairs) {
    if (pairs.u().columns() == 0) {
      throw new IllegalArgumentException("The trajectories have no controls u.");
    }
  }
}
