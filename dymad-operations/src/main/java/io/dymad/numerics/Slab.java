package io.dymad.numerics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Where the elements of a matrix are: by columns, in an array of their own or, for a view, in rows
 * of the arrays of other matrices, one piece above the other. An element takes {@code width}
 * doubles, 1 if real, 2 if complex. Nobody writes the arrays.
 */
final class Slab {
  /**
   * Rows of an array that has {@code stride} elements in each column.
   *
   * @param first of the rows
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Piece(double[] array, int stride, int first, int rows) {}

  private final int rows;
  private final int columns;
  private final int width;
  private final Piece[] pieces;

  /** The row that each piece starts at; one more for the end. */
  private final int[] starts;

  Slab(int rows, int columns, int width, double[] array) {
    this(columns, width, List.of(new Piece(array, rows, 0, rows)));
  }

  private Slab(int columns, int width, List<Piece> pieces) {
    this.columns = columns;
    this.width = width;
    this.pieces = pieces.toArray(Piece[]::new);
    this.starts = new int[this.pieces.length + 1];
    for (int p = 0; p < this.pieces.length; p++) {
      starts[p + 1] = Math.addExact(starts[p], this.pieces[p].rows);
    }
    this.rows = starts[this.pieces.length];
  }

  /** Returns a view of slabs of equal columns, one below the other. */
  static Slab stack(List<Slab> parts) {
    Slab first = parts.get(0);
    List<Piece> pieces = new ArrayList<>();
    for (Slab part : parts) {
      if (part.rows > 0) {
        pieces.addAll(Arrays.asList(part.pieces));
      }
    }
    return pieces.isEmpty() ? first : new Slab(first.columns, first.width, pieces);
  }

  /** Returns a view of rows from a start to before an end. */
  Slab view(int from, int to) {
    Elements.checkRange(from, to, rows, "rows");
    List<Piece> parts = new ArrayList<>();
    int p = pieceOf(from);
    do {
      Piece piece = pieces[p];
      int top = Math.max(from, starts[p]);
      int bottom = Math.max(top, Math.min(to, starts[p + 1]));
      parts.add(new Piece(piece.array, piece.stride, piece.first + top - starts[p], bottom - top));
      p++;
    } while (p < pieces.length && starts[p] < to);
    return new Slab(columns, width, parts);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Returns the first or, of a complex number, the second part of an element. */
  double at(int row, int column, int part) {
    Piece piece = pieces[0];
    int inside = row;
    if (row >= piece.rows) {
      int p = pieceOf(row);
      piece = pieces[p];
      inside = row - starts[p];
    }
    return piece.array[(column * piece.stride + piece.first + inside) * width + part];
  }

  /** Returns the piece of a row; the last one for the end. */
  private int pieceOf(int row) {
    if (pieces.length == 1) {
      return 0;
    }
    int found = Arrays.binarySearch(starts, row);
    return Math.min(found >= 0 ? found : -found - 2, pieces.length - 1);
  }

  /** Returns whether the elements are among others, or not in one array. */
  private boolean isView() {
    return pieces.length > 1 || pieces[0].stride != rows;
  }

  /** Returns the elements themselves, or a copy of those of a view. */
  double[] data() {
    return isView() ? copy(0, rows) : pieces[0].array;
  }

  /** Returns a copy of rows from a start to before an end. */
  double[] copy(int from, int to) {
    Elements.checkRange(from, to, rows, "rows");
    int height = (to - from) * width;
    double[] copy = Elements.allocate(to - from, columns, width);
    for (int p = pieceOf(from); p < pieces.length && starts[p] < to; p++) {
      int top = Math.max(from, starts[p]);
      int bottom = Math.min(to, starts[p + 1]);
      for (int j = 0; j < columns; j++) {
        copyPart(p, j, top, bottom, copy, j * height + (top - from) * width);
      }
    }
    return copy;
  }

  /** Returns a copy of columns from a start to before an end. */
  double[] copyColumns(int from, int to) {
    Elements.checkRange(from, to, columns, "columns");
    double[] copy = Elements.allocate(rows, to - from, width);
    for (int j = from; j < to; j++) {
      copyColumn(j, 0, rows, copy, (j - from) * rows * width);
    }
    return copy;
  }

  /** Returns a copy of the rows of these indices, in their order. */
  double[] select(int... indices) {
    double[] copy = Elements.allocate(indices.length, columns, width);
    for (int i = 0; i < indices.length; i++) {
      Elements.checkIndex(indices[i], rows, "row");
      int p = pieceOf(indices[i]);
      for (int j = 0; j < columns; j++) {
        copyPart(p, j, indices[i], indices[i] + 1, copy, (j * indices.length + i) * width);
      }
    }
    return copy;
  }

  /** Copies a column of the rows from a start to before an end. */
  private void copyColumn(int column, int from, int to, double[] target, int at) {
    for (int p = pieceOf(from); p < pieces.length && starts[p] < to; p++) {
      int top = Math.max(from, starts[p]);
      copyPart(p, column, top, Math.min(to, starts[p + 1]), target, at + (top - from) * width);
    }
  }

  /** Copies rows of a column that lie in one piece. */
  private void copyPart(int p, int column, int from, int to, double[] target, int at) {
    Piece piece = pieces[p];
    int start = column * piece.stride + piece.first + from - starts[p];
    System.arraycopy(piece.array, start * width, target, at, (to - from) * width);
  }

  /** Copies the rows and columns of two ranges, which are not empty; returns their height there. */
  int pack(int[] down, int[] across, DoublePointer to) {
    int height = down[1] - down[0];
    int p = pieceOf(down[0]);
    Piece piece = pieces[p];
    boolean inside = down[1] <= starts[p + 1];
    if (inside && height == piece.stride) {
      int length = height * width;
      to.position(0).put(piece.array, across[0] * length, (across[1] - across[0]) * length);
      return height;
    }
    // One call for a column: of the many small pieces of short trajectories each would cost one.
    double[] column = inside ? piece.array : new double[height * width];
    for (int j = across[0]; j < across[1]; j++) {
      int start = 0;
      if (inside) {
        start = (j * piece.stride + piece.first + down[0] - starts[p]) * width;
      } else {
        copyColumn(j, down[0], down[1], column, 0);
      }
      to.position((long) (j - across[0]) * height * width).put(column, start, height * width);
    }
    to.position(0);
    return height;
  }

  /** Returns the Euclidean norm of columns, without overflow or underflow. */
  double norm(int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      for (Piece piece : pieces) {
        int start = (j * piece.stride + piece.first) * width;
        for (int k = start; k < start + piece.rows * width; k++) {
          sum += piece.array[k] * piece.array[k];
        }
      }
    }
    if (Blas.isFarFromLimits(sum)) {
      return Math.sqrt(sum);
    }
    double[] values = copyColumns(from, to);
    return Blas.norm(values, 0, values.length);
  }

  /** Refuses the first element, by columns, that is not finite. */
  void requireFinite(String name) {
    for (int j = 0; j < columns; j++) {
      for (int p = 0; p < pieces.length; p++) {
        Piece piece = pieces[p];
        int start = (j * piece.stride + piece.first) * width;
        for (int k = 0; k < piece.rows * width; k++) {
          if (!Double.isFinite(piece.array[start + k])) {
            throw new IllegalArgumentException(
                "%s holds %s at row %d, column %d; every element must be finite."
                    .formatted(name, piece.array[start + k], starts[p] + k / width, j));
          }
        }
      }
    }
  }
}
