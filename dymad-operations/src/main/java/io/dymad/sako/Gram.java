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
  /** Elements of the blocks of samples whose products are summed. */
  private static final int BLOCK = 1 << 20;

  static <M extends Dense<M>> Gram of(Lifted<M> pairs) {
    int samples = pairs.now().rows();
    int block = Math.max(1, BLOCK / Math.max(1, pairs.features()));
    M zero = pairs.now().rowView(0, 0);
    M now = zero.adjointTimes(zero);
    M cross = now;
    M next = now;
    for (int from = 0; from < samples; from += block) {
      int to = Math.min(samples, from + block);
      M states = pairs.weightedNow(from, to);
      M successors = pairs.weightedNext(from, to);
      now = now.plus(states.adjointTimes(states));
      cross = cross.plus(states.adjointTimes(successors));
      next = next.plus(successors.adjointTimes(successors));
    }
    return new Gram(now.toComplex(), cross.toComplex(), next.toComplex());
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
