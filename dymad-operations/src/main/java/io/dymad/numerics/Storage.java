package io.dymad.numerics;

import java.util.List;

/** How the two types of matrices keep their elements, and how matrices are made of elements. */
final class Storage {
  private Storage() {}

  /** Returns where the elements are. */
  static Slab slab(Dense<?> matrix) {
    return matrix instanceof Matrix real ? real.slab() : ((ComplexMatrix) matrix).slab();
  }

  /** Returns the elements themselves, or a copy of those of a view; nobody writes them. */
  static double[] data(Dense<?> matrix) {
    return slab(matrix).data();
  }

  /** Returns a copy of the elements, to be worked on. */
  static double[] copy(Dense<?> matrix) {
    return slab(matrix).copy(0, matrix.rows());
  }

  /** Returns how many doubles an element takes. */
  static int width(Dense<?> matrix) {
    return matrix instanceof Matrix ? 1 : 2;
  }

  /** Returns a matrix of the type of another one, which takes the elements as they are. */
  static <M extends Dense<M>> M like(M prototype, int rows, int columns, double[] data) {
    return like(prototype, new Slab(rows, columns, width(prototype), data));
  }

  /** Returns a matrix of the type of another one, whose elements are these. */
  @SuppressWarnings("unchecked") // M is the type of the prototype, and there are these two
  static <M extends Dense<M>> M like(M prototype, Slab slab) {
    return (M) (prototype instanceof Matrix ? new Matrix(slab) : new ComplexMatrix(slab));
  }

  /**
   * Returns a view of matrices, one below the other.
   *
   * @throws IllegalArgumentException if there is none or their columns differ in number
   */
  static <M extends Dense<M>> Slab stack(List<M> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("There is no matrix to stack.");
    }
    M first = parts.get(0);
    for (M part : parts) {
      if (part.columns() != first.columns()) {
        throw new IllegalArgumentException(
            "A %s matrix cannot stand above a %s one: their columns differ in number."
                .formatted(first.shape(), part.shape()));
      }
    }
    return Slab.stack(parts.stream().map(Storage::slab).toList());
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
