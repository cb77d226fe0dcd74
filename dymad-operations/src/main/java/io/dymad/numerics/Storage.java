package io.dymad.numerics;

/** How the two types of matrices keep their elements: by columns, a complex one as two doubles. */
final class Storage {
  private Storage() {}

  /** Returns the elements themselves; nobody writes them. */
  static double[] data(Dense<?> matrix) {
    return matrix instanceof Matrix real ? real.data : ((ComplexMatrix) matrix).data;
  }

  /** Returns how many doubles an element takes. */
  static int width(Dense<?> matrix) {
    return matrix instanceof Matrix ? 1 : 2;
  }

  /** Returns a matrix of the type of another one, which takes the elements as they are. */
  @SuppressWarnings("unchecked") // M is the type of the prototype, and there are these two
  static <M extends Dense<M>> M like(M prototype, int rows, int columns, double[] data) {
    return (M)
        (prototype instanceof Matrix
            ? new Matrix(rows, columns, data)
            : new ComplexMatrix(rows, columns, data));
  }

  /** Returns a copy of a matrix with zeros on one side of its diagonal. */
  static <M extends Dense<M>> M triangle(M matrix, int rows, int columns, boolean upper) {
    int width = width(matrix);
    double[] from = data(matrix);
    double[] to = new double[rows * columns * width];
    for (int j = 0; j < columns; j++) {
      int first = upper ? 0 : Math.min(j, rows);
      int last = upper ? Math.min(j + 1, rows) : rows;
      if (last > first) {
        System.arraycopy(
            from,
            (j * matrix.rows() + first) * width,
            to,
            (j * rows + first) * width,
            (last - first) * width);
      }
    }
    return like(matrix, rows, columns, to);
  }
}
