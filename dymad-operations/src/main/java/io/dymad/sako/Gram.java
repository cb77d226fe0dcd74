package io.dymad.sako;

import io.dymad.edmd.Lifted;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Dense;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Triangular;

/**
 * Gram matrices of features.
 *
 * @param now {@code M00 = Ψ0ᴴ W Ψ0}
 * @param cross {@code M01 = Ψ0ᴴ W Ψ1}
 * @param next {@code M11 = Ψ1ᴴ W Ψ1}
 */
record Gram(ComplexMatrix now, ComplexMatrix cross, ComplexMatrix next) {
  static <M extends Dense<M>> Gram of(Lifted<M> pairs) {
    ComplexMatrix now = pairs.weightedNow().toComplex();
    ComplexMatrix next = pairs.weightedNext().toComplex();
    return new Gram(now.adjointTimes(now), now.adjointTimes(next), next.adjointTimes(next));
  }

  /** Returns {@code M11 - z M10 - conj(z) M01 + |z|² M00}. */
  ComplexMatrix shifted(Complex z) {
    return next.minus(cross.adjoint().times(z))
        .minus(cross.times(z.conjugate()))
        .plus(now.times(z.abs2()));
  }

  /** Returns the smallest residual at z; M00 must be positive definite. */
  double smallestResidual(Complex z) {
    ComplexMatrix lower = now.cholesky().lower();
    ComplexMatrix half = Triangular.solveLower(lower, shifted(z));
    ComplexMatrix white = Triangular.solveLower(lower, half.adjoint());
    HermitianEigen<ComplexMatrix> eigen = white.plus(white.adjoint()).times(0.5).hermitianEigen();
    double[] values = eigen.values();
    return Math.sqrt(Math.max(0, values[values.length - 1]));
  }
}
