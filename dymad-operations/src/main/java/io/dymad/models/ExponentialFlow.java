package io.dymad.models;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;

/** The course of linear dynamics without controls in continuous time, by the matrix exponential. */
final class ExponentialFlow {
  /** Terms of the series, which are below rounding for a matrix of norm one half. */
  private static final int TERMS = 15;

  private final Tensor transposed;
  private final int nodes;

  private ExponentialFlow(Tensor transposed, int nodes) {
    this.transposed = transposed;
    this.nodes = nodes;
  }

  /** Returns whether dynamics have such a course. */
  static boolean fits(Dynamics dynamics) {
    return NodewiseDynamics.of(dynamics).inner() instanceof LinearDynamics linear
        && linear.controlSize() == 0;
  }

  /**
   * Returns the course over a step.
   *
   * @throws ArithmeticException if the weights are not finite
   */
  static ExponentialFlow of(Dynamics dynamics, Bound weights, double step) {
    NodewiseDynamics all = NodewiseDynamics.of(dynamics);
    if (!(all.inner() instanceof LinearDynamics linear)) {
      throw new IllegalArgumentException("The dynamics are not linear.");
    }
    return new ExponentialFlow(
        exp(linear.generator(weights).times(step)).transposed(), all.nodes());
  }

  /** Returns latent variables a step later. */
  Tensor advance(Tensor latent) {
    return nodes == 1
        ? latent.matrixTimes(transposed)
        : Parts.together(Parts.apart(latent, nodes).matrixTimes(transposed));
  }

  /** Returns the exponential of a matrix by its series, scaled and squared. */
  static Tensor exp(Tensor matrix) {
    int size = matrix.extent(0);
    double norm = Matrix.ofRowMajor(size, size, matrix.detached().toArray()).frobeniusNorm();
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException("The matrix of the dynamics is not finite.");
    }
    int squarings = Math.max(0, Math.getExponent(norm) + 2);
    Tensor scaled = matrix.times(StrictMath.scalb(1.0, -squarings));
    Tensor identity = matrix.constantLike(Matrix.identity(size).toRowMajor(), size, size);
    Tensor sum = identity;
    for (int k = TERMS; k >= 1; k--) {
      sum = identity.plus(scaled.matrixTimes(sum).times(1.0 / k));
    }
    for (int i = 0; i < squarings; i++) {
      sum = sum.matrixTimes(sum);
    }
    return sum;
  }
}
