package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.List;

/** What the transforms check alike. */
final class Checks {
  private Checks() {}

  /** Returns all series, one below the other. */
  static Matrix stack(List<Matrix> series) {
    return Matrix.stack(series.toArray(Matrix[]::new)).requireFinite("The training data");
  }

  static Matrix width(Matrix matrix, int size, String what) {
    if (matrix.columns() != size) {
      throw new IllegalArgumentException(
          "The %s (%s) must have %d columns.".formatted(what, matrix.shape(), size));
    }
    return matrix;
  }

  static Matrix shape(Matrix matrix, int rows, int size, String what) {
    if (matrix.rows() != rows) {
      throw new IllegalArgumentException(
          "The %s (%s) must be %d x %d.".formatted(what, matrix.shape(), rows, size));
    }
    return width(matrix, size, what);
  }
}
