package io.dymad.dmd;

import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;

/**
 * Forward-backward dynamic mode decomposition: the square root of forward operator times inverse
 * backward operator, in which the bias of sensor noise cancels.
 *
 * <p>Both operators are fitted in ONE basis, the leading right singular vectors of the snapshots;
 * of the two roots of each eigenvalue the one nearer to the forward operator is taken. Eigenvalues
 * near 0 make it fail.
 *
 * @param rule which singular values of the snapshots are used
 * @param amplitudes how amplitudes are fitted
 * @see <a href="https://doi.org/10.1007/s00348-016-2127-7">Dawson et al. (2016), algorithm 3</a>
 */
public record ForwardBackwardDmd(RankRule rule, Amplitudes amplitudes) {
  /** Returns the method with amplitudes of the first snapshot. */
  public static ForwardBackwardDmd of(RankRule rule) {
    return new ForwardBackwardDmd(rule, Amplitudes.FIRST);
  }

  /**
   * Fits a model.
   *
   * @throws ArithmeticException if the backward operator is singular
   */
  public <M extends Dense<M>> ModalModel fit(Snapshots<M> snapshots) {
    M basis = Svd.truncated(snapshots.now(), rule).v();
    Snapshots<M> reduced = snapshots.project(basis);
    M forward = reduced.now().pseudoInverse().times(reduced.next());
    M backward = reduced.next().pseudoInverse().times(reduced.now());
    Eigen eigen = backward.lu().solve(forward).eigen().biorthogonal();
    ComplexMatrix seen = eigen.left().adjointTimes(forward.timesComplex(eigen.right()));
    ComplexVector values =
        ComplexVector.generate(
            eigen.size(), j -> nearer(eigen.values().get(j).sqrt(), seen.get(j, j)));
    return ModalModel.of(
        values,
        eigen.left().adjointTimes(basis.adjoint().toComplex()).adjoint().conjugate(),
        basis.timesComplex(eigen.right()),
        amplitudes,
        snapshots.first(),
        snapshots.step());
  }

  private static Complex nearer(Complex root, Complex seen) {
    boolean keep = root.minus(seen).abs() <= root.plus(seen).abs();
    return keep ? root : root.negated();
  }
}
