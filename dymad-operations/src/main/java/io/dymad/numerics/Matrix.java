package io.dymad.numerics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A dense matrix of real numbers; immutable. See {@link Dense} for its operations. */
public final class Matrix implements Dense<Matrix> {
  /** What an element is, by its place. */
  @FunctionalInterface
  public interface ElementFunction {
    /** Returns the element at a row and a column. */
    double at(int row, int column);
  }

  private final Slab slab;

  Matrix(Slab slab) {
    this.slab = slab;
  }

  Matrix(int rows, int columns, double[] data) {
    this(new Slab(rows, columns, 1, data));
  }

  Slab slab() {
    return slab;
  }

  /** Returns the elements by columns: those of the matrix, or for a view a copy. */
  double[] data() {
    return slab.data();
  }

  /**
   * Returns the matrix of these rows.
   *
   * @throws IllegalArgumentException if they differ in length
   */
  public static Matrix of(double[]... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "Row %d has %d elements, but row 0 has %d.".formatted(i, rows[i].length, columns));
      }
    }
    return generate(rows.length, columns, (i, j) -> rows[i][j]);
  }

  /**
   * Returns the matrix of these elements, row after row.
   *
   * @throws IllegalArgumentException if their number does not fit the shape
   */
  public static Matrix ofRowMajor(int rows, int columns, double... elements) {
    checkCount(rows, columns, elements);
    return generate(rows, columns, (i, j) -> elements[i * columns + j]);
  }

  /**
   * Returns the matrix of these elements, column after column.
   *
   * @throws IllegalArgumentException if their number does not fit the shape
   */
  public static Matrix ofColumnMajor(int rows, int columns, double... elements) {
    checkCount(rows, columns, elements);
    return new Matrix(rows, columns, elements.clone());
  }

  private static void checkCount(int rows, int columns, double[] elements) {
    if (elements.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          "A %d x %d matrix does not have %d elements.".formatted(rows, columns, elements.length));
    }
  }

  /** Returns the matrix of one column. */
  public static Matrix ofColumn(double... elements) {
    return new Matrix(elements.length, 1, elements.clone());
  }

  /** Returns the matrix of what a function gives for every place, called column after column. */
  public static Matrix generate(int rows, int columns, ElementFunction element) {
    double[] data = Elements.allocate(rows, columns, 1);
    for (int j = 0, k = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        data[k++] = element.at(i, j);
      }
    }
    return new Matrix(rows, columns, data);
  }

  /** Returns the identity of this size. */
  public static Matrix identity(int size) {
    return generate(size, size, (i, j) -> i == j ? 1 : 0);
  }

  /** Returns a matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, Elements.allocate(rows, columns, 1));
  }

  /** Returns the square matrix with this diagonal and zeros beside it. */
  public static Matrix diagonal(double... diagonal) {
    return generate(diagonal.length, diagonal.length, (i, j) -> i == j ? diagonal[i] : 0);
  }

  /**
   * Returns matrices of equal width, one below the other.
   *
   * @throws IllegalArgumentException if there is none or their columns differ in number
   */
  public static Matrix stack(Matrix... parts) {
    Slab all = Storage.stack(Arrays.asList(parts));
    return new Matrix(all.rows(), all.columns(), all.copy(0, all.rows()));
  }

  /** Returns a matrix of independent standard normal numbers, drawn column after column. */
  public static Matrix gaussian(int rows, int columns, RandomGenerator random) {
    return generate(rows, columns, (i, j) -> random.nextGaussian());
  }

  /** Returns an element. */
  public double get(int row, int column) {
    Elements.checkIndex(row, rows(), "row");
    Elements.checkIndex(column, columns(), "column");
    return slab.at(row, column, 0);
  }

  /** Returns a row. */
  public double[] row(int row) {
    Elements.checkIndex(row, rows(), "row");
    return slab.copy(row, row + 1);
  }

  /** Returns a column. */
  public double[] column(int column) {
    Elements.checkIndex(column, columns(), "column");
    return slab.copyColumns(column, column + 1);
  }

  /** Returns the elements, column after column. */
  public double[] toColumnMajor() {
    return slab.copy(0, rows());
  }

  /** Returns the elements, row after row. */
  public double[] toRowMajor() {
    return adjoint().data();
  }

  /** Returns the rows. */
  public double[][] toRows() {
    double[][] all = new double[rows()][];
    Arrays.setAll(all, this::row);
    return all;
  }

  /** Returns the product with a vector. */
  public double[] times(double... vector) {
    return times(ofColumn(vector)).data();
  }

  @Override
  public int rows() {
    return slab.rows();
  }

  @Override
  public int columns() {
    return slab.columns();
  }

  @Override
  public Matrix times(Matrix other) {
    return Blas.multiply(this, false, other, false);
  }

  @Override
  public Matrix timesReal(Matrix other) {
    return times(other);
  }

  @Override
  public Matrix adjointTimes(Matrix other) {
    return Blas.multiply(this, true, other, false);
  }

  @Override
  public Matrix timesAdjoint(Matrix other) {
    return Blas.multiply(this, false, other, true);
  }

  @Override
  public ComplexMatrix timesComplex(ComplexMatrix other) {
    return ComplexMatrix.of(times(other.re()), times(other.im()));
  }

  @Override
  public Matrix adjoint() {
    int rows = rows();
    int columns = columns();
    double[] data = data();
    double[] transposed = new double[data.length];
    for (int j = 0, k = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        transposed[i * columns + j] = data[k++];
      }
    }
    return new Matrix(/* rows= */ columns, /* columns= */ rows, transposed);
  }

  @Override
  public Matrix identityLike(int size) {
    return identity(size);
  }

  @Override
  public ComplexMatrix toComplex() {
    double[] data = data();
    double[] parts = Elements.allocate(rows(), columns(), 2);
    for (int k = 0; k < data.length; k++) {
      parts[2 * k] = data[k];
    }
    return new ComplexMatrix(rows(), columns(), parts);
  }

  @Override
  public double maxAbs() {
    double largest = 0;
    for (double value : data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Override
  public double norm1() {
    double[] data = data();
    double largest = 0;
    for (int j = 0, k = 0; j < columns(); j++) {
      double sum = 0;
      for (int i = 0; i < rows(); i++) {
        sum += Math.abs(data[k++]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  @Override
  public Eigen eigen() {
    return Eigen.of(this);
  }

  @Override
  public ComplexVector eigenvalues() {
    return Eigen.values(this);
  }

  @Override
  public Matrix self() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Matrix matrix
        && rows() == matrix.rows()
        && columns() == matrix.columns()
        && Arrays.equals(data(), matrix.data());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data()) + rows();
  }

  @Override
  public String toString() {
    return "Matrix[" + shape() + "]";
  }
}
