package io.dymad.kernel;

import io.dymad.numerics.Matrix;

/** The tangent spaces of a manifold. */
@FunctionalInterface
public interface TangentField {
  /**
   * Returns orthonormal directions of the manifold at a point.
   *
   * @param point one row
   * @return one direction in each row, shape {@code [dimension, state]}
   */
  Matrix at(Matrix point);
}
