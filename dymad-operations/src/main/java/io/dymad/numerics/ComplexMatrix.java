package io.dymad.numerics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A dense matrix of complex numbers; immutable. See {@link Dense} for its operations. */
public final class ComplexMatrix implements Dense<ComplexMatrix> {
  /** What an element is, by its place. */
  @FunctionalInterface
  public interface ElementFunction {
    /** Returns the element at a row and a column. */
    Complex at(int row, int column);
  }

  private final Slab slab;

  ComplexMatrix(Slab slab) {
    this.slab = slab;
  }

  ComplexMatrix(int rows, int columns, double[] data) {
    this(new Slab(rows, columns, 2, data));
  }

  Slab slab() {
    return slab;
  }

  /** Returns real and imaginary parts in turn, by columns: those of the matrix, or a copy. */
  double[] data() {
    return slab.data();
  }

  /** Returns the matrix of what a function gives for every place, called column after column. */
  public static ComplexMatrix generate(int rows, int columns, ElementFunction element) {
    double[] data = Elements.allocate(rows, columns, 2);
    int k = 0;
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        Complex value = element.at(i, j);
        data[k++] = value.re();
        data[k++] = value.im();
      }
    }
    return new ComplexMatrix(rows, columns, data);
  }

  /**
   * Returns the matrix of two matrices of parts.
   *
   * @throws IllegalArgumentException if their shapes differ
   */
  public static ComplexMatrix of(Matrix re, Matrix im) {
    Elements.checkSame(re, im, "complex sum");
    double[] data = Elements.allocate(re.rows(), re.columns(), 2);
    double[] real = re.data();
    double[] imaginary = im.data();
    for (int k = 0; k < real.length; k++) {
      data[2 * k] = real[k];
      data[2 * k + 1] = imaginary[k];
    }
    return new ComplexMatrix(re.rows(), re.columns(), data);
  }

  /** Returns the identity of this size. */
  public static ComplexMatrix identity(int size) {
    return Matrix.identity(size).toComplex();
  }

  /** Returns the square matrix with this diagonal and zeros beside it. */
  public static ComplexMatrix diagonal(ComplexVector diagonal) {
    return generate(
        diagonal.size(), diagonal.size(), (i, j) -> i == j ? diagonal.get(i) : Complex.ZERO);
  }

  /** Returns an element. */
  public Complex get(int row, int column) {
    Elements.checkIndex(row, rows(), "row");
    Elements.checkIndex(column, columns(), "column");
    return new Complex(re(row, column), im(row, column));
  }

  private double re(int row, int column) {
    return slab.at(row, column, 0);
  }

  private double im(int row, int column) {
    return slab.at(row, column, 1);
  }

  /** Returns a row. */
  public ComplexVector row(int row) {
    Elements.checkIndex(row, rows(), "row");
    return ComplexVector.generate(columns(), j -> new Complex(re(row, j), im(row, j)));
  }

  /** Returns a column. */
  public ComplexVector column(int column) {
    Elements.checkIndex(column, columns(), "column");
    return new ComplexVector(slab.copyColumns(column, column + 1));
  }

  /** Returns the diagonal. */
  public ComplexVector diagonal() {
    return ComplexVector.generate(Math.min(rows(), columns()), i -> get(i, i));
  }

  /** Returns the real parts. */
  public Matrix re() {
    return Matrix.generate(rows(), columns(), this::re);
  }

  /** Returns the imaginary parts. */
  public Matrix im() {
    return Matrix.generate(rows(), columns(), this::im);
  }

  /** Returns the moduli. */
  public Matrix abs() {
    return Matrix.generate(rows(), columns(), (i, j) -> Math.hypot(re(i, j), im(i, j)));
  }

  /**
   * Returns the real parts of a matrix that is real up to rounding.
   *
   * @param tolerance largest allowed Frobenius norm of the imaginary parts, relative to the matrix
   * @param name what the message calls the matrix
   * @throws ArithmeticException if the imaginary parts are larger
   */
  public Matrix requireReal(double tolerance, String name) {
    Matrix imaginary = im();
    if (!(imaginary.frobeniusNorm() <= tolerance * frobeniusNorm())) {
      throw new ArithmeticException(
          "%s must be real, but its imaginary part has norm %s of %s."
              .formatted(name, imaginary.frobeniusNorm(), frobeniusNorm()));
    }
    return re();
  }

  /** Returns the product with a complex number. */
  public ComplexMatrix times(Complex factor) {
    return generate(rows(), columns(), (i, j) -> new Complex(re(i, j), im(i, j)).times(factor));
  }

  /** Returns the product with a vector. */
  public ComplexVector times(ComplexVector vector) {
    return new ComplexVector(times(vector.asColumn()).data());
  }

  /** Returns {@code thisᴴ · vector}. */
  public ComplexVector adjointTimes(ComplexVector vector) {
    return new ComplexVector(adjointTimes(vector.asColumn()).data());
  }

  /** Returns the matrix whose column j is column j of this one times factor j. */
  public ComplexMatrix scaleColumns(ComplexVector factors) {
    return generate(
        rows(), columns(), (i, j) -> new Complex(re(i, j), im(i, j)).times(factors.get(j)));
  }

  /** Returns the matrix whose row i is row i of this one times factor i. */
  public ComplexMatrix scaleRows(ComplexVector factors) {
    return generate(
        rows(), columns(), (i, j) -> new Complex(re(i, j), im(i, j)).times(factors.get(i)));
  }

  /** Returns this matrix with a number subtracted from its diagonal. */
  public ComplexMatrix shifted(Complex shift) {
    double[] values = slab.copy(0, rows());
    for (int i = 0; i < Math.min(rows(), columns()); i++) {
      values[2 * (i * rows() + i)] -= shift.re();
      values[2 * (i * rows() + i) + 1] -= shift.im();
    }
    return new ComplexMatrix(rows(), columns(), values);
  }

  /** Returns the complex conjugate, not transposed. */
  public ComplexMatrix conjugate() {
    double[] values = slab.copy(0, rows());
    for (int k = 1; k < values.length; k += 2) {
      values[k] = -values[k];
    }
    return new ComplexMatrix(rows(), columns(), values);
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
  public ComplexMatrix times(ComplexMatrix other) {
    return Blas.multiply(this, false, other, false);
  }

  @Override
  public ComplexMatrix timesReal(Matrix other) {
    return times(other.toComplex());
  }

  @Override
  public ComplexMatrix adjointTimes(ComplexMatrix other) {
    return Blas.multiply(this, true, other, false);
  }

  @Override
  public ComplexMatrix timesAdjoint(ComplexMatrix other) {
    return Blas.multiply(this, false, other, true);
  }

  @Override
  public ComplexMatrix timesComplex(ComplexMatrix other) {
    return times(other);
  }

  @Override
  public ComplexMatrix adjoint() {
    int rows = rows();
    int columns = columns();
    double[] data = data();
    double[] transposed = new double[data.length];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        int from = 2 * (j * rows + i);
        int to = 2 * (i * columns + j);
        transposed[to] = data[from];
        transposed[to + 1] = -data[from + 1];
      }
    }
    return new ComplexMatrix(/* rows= */ columns, /* columns= */ rows, transposed);
  }

  @Override
  public ComplexMatrix identityLike(int size) {
    return identity(size);
  }

  @Override
  public ComplexMatrix toComplex() {
    return this;
  }

  @Override
  public double maxAbs() {
    double[] data = data();
    double largest = 0;
    for (int k = 0; k < data.length; k += 2) {
      largest = Math.max(largest, Math.hypot(data[k], data[k + 1]));
    }
    return largest;
  }

  @Override
  public double norm1() {
    double largest = 0;
    for (int j = 0; j < columns(); j++) {
      double sum = 0;
      for (int i = 0; i < rows(); i++) {
        sum += Math.hypot(re(i, j), im(i, j));
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
  public ComplexMatrix self() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ComplexMatrix matrix
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
    return "ComplexMatrix[" + shape() + "]";
  }
}
