package io.dymad.dmd;

import io.dymad.core.SnapshotPairs;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;

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
   * Fits A and B.
   *
   * @throws ArithmeticException if A is defective up to rounding
   */
  public ControlledModel fit(SnapshotPairs pairs) {
    checkControls(pairs);
    LeastSquares<Matrix> fit =
        LeastSquares.solve(pairs.x().beside(pairs.u()), pairs.next(), inputRule);
    int sensors = pairs.x().columns();
    Matrix both = fit.solution().adjoint();
    return model(
        pairs, both.columns(0, sensors), both.columns(sensors, both.columns()), fit.condition());
  }

  /**
   * Fits A where B is known.
   *
   * @param b shape {@code [sensors, controls]}
   * @throws ArithmeticException if A is defective up to rounding
   */
  public ControlledModel fit(SnapshotPairs pairs, Matrix b) {
    checkControls(pairs);
    LeastSquares<Matrix> fit =
        LeastSquares.solve(pairs.x(), pairs.next().minus(pairs.u().timesAdjoint(b)), inputRule);
    return model(pairs, fit.solution().adjoint(), b, fit.condition());
  }

  private ControlledModel model(SnapshotPairs pairs, Matrix a, Matrix b, double condition) {
    Matrix basis = Svd.truncated(pairs.next(), outputRule).v();
    Eigen eigen = basis.adjointTimes(a).times(basis).eigen().biorthogonal();
    ModalModel free =
        ModalModel.of(
            eigen.values(),
            basis.timesComplex(eigen.right()),
            basis.timesComplex(eigen.left().conjugate()),
            ModalModel.Amplitudes.FIRST,
            pairs.x().rows(0, 1),
            pairs.step());
    return new ControlledModel(a, b, basis, free, condition);
  }

  private static void checkControls(SnapshotPairs pairs) {
    if (pairs.u().columns() == 0) {
      throw new IllegalArgumentException("The trajectories have no controls u.");
    }
  }
}
