package io.dymad.nd4j;

import io.dymad.numerics.Matrix;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A matrix of real numbers outside the Java heap, with samples in its rows: ND4J's {@link INDArray}
 * in double precision. It may hold more elements than a Java array.
 *
 * <p>Immutable, and closed by hand: the garbage collector does not see its memory.
 */
public final class DataArray implements AutoCloseable {
  private final INDArray array;

  private DataArray(INDArray array) {
    this.array = array;
  }

  /** Returns a copy of a matrix. */
  public static DataArray of(Matrix matrix) {
    checkShape(matrix.rows(), matrix.columns());
    return new DataArray(
        Nd4j.create(matrix.toColumnMajor(), new long[] {matrix.rows(), matrix.columns()}, 'f'));
  }

  /**
   * Returns an array of blocks, one below the other; one block at a time is on the heap.
   *
   * @param rows of the whole
   * @param columns of every block
   * @param blockRows rows of each block but the last, which has the rest
   * @param block gives the block of an index
   * @throws IllegalArgumentException if a block has another shape
   */
  public static DataArray ofBlocks(
      long rows, int columns, int blockRows, IntFunction<Matrix> block) {
    checkShape(rows, columns);
    if (blockRows < 1) {
      throw new IllegalArgumentException(
          "The rows of a block (%d) must be above 0.".formatted(blockRows));
    }
    DataArray whole = new DataArray(Nd4j.create(DataType.DOUBLE, new long[] {rows, columns}, 'c'));
    int index = 0;
    for (long from = 0; from < rows; from += blockRows) {
      long to = Math.min(rows, from + blockRows);
      Matrix part = block.apply(index++);
      if (part.rows() != to - from || part.columns() != columns) {
        whole.close();
        throw new IllegalArgumentException(
            "Block %d is %s, not %d x %d.".formatted(index - 1, part.shape(), to - from, columns));
      }
      try (DataArray copy = of(part)) {
        whole.array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(copy.array);
      }
    }
    return whole;
  }

  private static void checkShape(long rows, long columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "An array of %d x %d has no elements.".formatted(rows, columns));
    }
  }

  /** Returns the name of the backend that computes, such as {@code CPU}. */
  public static String backend() {
    return Nd4j.getBackend().getEnvironment().isCPU() ? "CPU" : "CUDA";
  }

  /** Returns the number of rows. */
  public long rows() {
    return array.rows();
  }

  /** Returns the number of columns. */
  public long columns() {
    return array.columns();
  }

  /**
   * Returns the matrix product.
   *
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public DataArray times(DataArray right) {
    checkInner(columns(), right.rows());
    return new DataArray(array.mmul(right.array));
  }

  /**
   * Returns {@code thisᵀ · right}, such as a Gram matrix.
   *
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public Matrix transposedTimes(DataArray right) {
    checkInner(rows(), right.rows());
    try (DataArray product = new DataArray(array.transpose().mmul(right.array))) {
      return product.toMatrix();
    }
  }

  private static void checkInner(long left, long right) {
    if (left != right) {
      throw new IllegalArgumentException(
          "The product does not exist: %d and %d differ.".formatted(left, right));
    }
  }

  /**
   * Returns the elements as a matrix.
   *
   * @throws IllegalArgumentException if they are more than a Java array holds
   */
  public Matrix toMatrix() {
    if (rows() * columns() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "An array of %d x %d has more elements than a matrix.".formatted(rows(), columns()));
    }
    INDArray byColumns = array.dup('f');
    try {
      return Matrix.ofColumnMajor((int) rows(), (int) columns(), byColumns.data().asDouble());
    } finally {
      byColumns.close();
    }
  }

  @Override
  public void close() {
    array.close();
  }
}
