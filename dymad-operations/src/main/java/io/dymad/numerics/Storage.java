package io.dymad.numerics;

/** How the two types of matrices keep their elements: by columns, a complex one as two doubles. */
final class Storage {
  private Storage() {}

  /** Returns the elements themselves, or a copy of those of a view; nobody writes them. */
  static double[] data(Dense<?> matrix) {
    return matrix instanceof Matrix real ? real.data() : ((ComplexMatrix) matrix).data;
  }

  /** Returns a copy of the elements, to be worked on. */
  static double[] copy(Dense<?> matrix) {
    return matrix instanceof Matrix real
        ? real.toColumnMajor()
        : ((ComplexMatrix) matrix).data.clone();
  }

  /** Returns the array that holds the elements, those of a view among others. */
  static double[] store(Dense<?> matrix) {
    return matrix instanceof Matrix real ? real.store() : ((ComplexMatrix) matrix).data;
  }

  /** Returns how many elements of each column of the store stand before the first row. */
  static int first(Dense<?> matrix) {
    return matrix instanceof Matrix real ? real.first() : 0;
  }

  /** Returns how many elements a column of the store has. */
  static int stride(Dense<?> matrix) {
    return matrix instanceof Matrix real ? real.stride() : matrix.rows();
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
