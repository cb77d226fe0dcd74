package io.dymad.transforms;

import io.dymad.numerics.Matrix;

/** A map of points in rows, fitted to samples of it. */
interface PointMap {
  /** Returns the images of points. */
  Matrix evaluate(Matrix points);

  /** Returns the derivatives of the image of one point: row k is that by variable k. */
  Matrix slopes(Matrix point);
}
