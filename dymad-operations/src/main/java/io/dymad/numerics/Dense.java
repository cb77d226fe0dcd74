package io.dymad.numerics;

import java.util.Arrays;
import java.util.List;

/**
 * A dense matrix of real or complex numbers: what algorithms that work for both are written with.
 *
 * <p>Matrices are immutable; every operation returns a new one. Indices start at 0, ranges include
 * their start and exclude their end. Elements are stored by columns, as LAPACK wants them.
 *
 * <p>Operations on shapes that do not fit throw {@link IllegalArgumentException} naming both
 * shapes. Factorisations refuse NaN and infinities, naming the first such element, and throw {@link
 * ArithmeticException} where LAPACK does not converge or a matrix to be inverted is singular.
 *
 * @param <M> the type itself
 */
public sealed interface Dense<M extends Dense<M>> permits Matrix, ComplexMatrix {
  /** Returns the number of rows. */
  int rows();

  /** Returns the number of columns. */
  int columns();

  /** Returns the element-wise sum. */
  default M plus(M other) {
    Elements.checkSame(this, other, "sum");
    return Storage.like(
        self(), rows(), columns(), Elements.sum(Storage.data(this), Storage.data(other), 1));
  }

  /** Returns the element-wise difference. */
  default M minus(M other) {
    Elements.checkSame(this, other, "difference");
    return Storage.like(
        self(), rows(), columns(), Elements.sum(Storage.data(this), Storage.data(other), -1));
  }

  /** Returns the product with a real number. */
  default M times(double factor) {
    return Storage.like(self(), rows(), columns(), Elements.scaled(Storage.data(this), factor));
  }

  /** Returns the matrix product. */
  M times(M other);

  /** Returns the product with a real matrix. */
  M timesReal(Matrix other);

  /** Returns {@code thisᴴ · other}, without forming the conjugate transpose. */
  M adjointTimes(M other);

  /** Returns {@code this · otherᴴ}, without forming the conjugate transpose. */
  M timesAdjoint(M other);

  /** Returns the conjugate transpose; for real matrices, the transpose. */
  M adjoint();

  /** Returns the product with a complex matrix. */
  ComplexMatrix timesComplex(ComplexMatrix other);

  /** Returns rows from a start to before an end. */
  default M rows(int from, int to) {
    return Storage.like(self(), to - from, columns(), Storage.slab(this).copy(from, to));
  }

  /**
   * Returns rows from a start to before an end, which share the elements of this matrix and keep it
   * in memory. Products, norms, parts, single elements and checks read them in place; what else
   * there is copies them first.
   */
  default M rowView(int from, int to) {
    return Storage.like(self(), Storage.slab(this).view(from, to));
  }

  /**
   * Returns matrices of equal width, one below the other, which share the elements of these
   * matrices as a {@link #rowView} does.
   *
   * @throws IllegalArgumentException if there is none or their columns differ in number
   */
  static <M extends Dense<M>> M stackView(List<M> parts) {
    Slab all = Storage.stack(parts);
    return Storage.like(parts.get(0), all);
  }

  /** Returns columns from a start to before an end. */
  default M columns(int from, int to) {
    return Storage.like(self(), rows(), to - from, Storage.slab(this).copyColumns(from, to));
  }

  /** Returns the columns of these indices, in their order. */
  default M selectColumns(int... indices) {
    if (Elements.isIdentity(indices, columns())) {
      return self();
    }
    double[] part =
        Elements.selectColumns(Storage.data(this), rows(), columns(), Storage.width(this), indices);
    return Storage.like(self(), rows(), indices.length, part);
  }

  /** Returns the rows of these indices, in their order. */
  default M selectRows(int... indices) {
    return Storage.like(self(), indices.length, columns(), Storage.slab(this).select(indices));
  }

  /** Returns the matrix whose column j is column j of this one times factor j. */
  default M scaleColumns(double... factors) {
    Elements.checkFactors(factors, columns(), "columns");
    double[] scaled =
        Elements.scaleColumns(Storage.data(this), rows(), Storage.width(this), factors);
    return Storage.like(self(), rows(), columns(), scaled);
  }

  /** Returns the matrix whose row i is row i of this one times factor i. */
  default M scaleRows(double... factors) {
    Elements.checkFactors(factors, rows(), "rows");
    double[] scaled = Elements.scaleRows(Storage.data(this), rows(), Storage.width(this), factors);
    return Storage.like(self(), rows(), columns(), scaled);
  }

  /** Returns this matrix with another one below it. */
  default M above(M below) {
    double[] stacked =
        Elements.above(this, Storage.data(this), below, Storage.data(below), Storage.width(this));
    return Storage.like(self(), rows() + below.rows(), columns(), stacked);
  }

  /** Returns this matrix with another one to the right of it. */
  default M beside(M right) {
    double[] joined = Elements.beside(this, Storage.data(this), right, Storage.data(right));
    return Storage.like(self(), rows(), columns() + right.columns(), joined);
  }

  /** Returns the identity of this size, of the type of this matrix. */
  M identityLike(int size);

  /** Returns the same numbers as complex ones. */
  ComplexMatrix toComplex();

  /** Returns the square root of the sum of the squared moduli, without overflow. */
  default double frobeniusNorm() {
    return Storage.slab(this).norm(0, columns());
  }

  /** Returns the largest modulus of an element; 0 if there is none. */
  double maxAbs();

  /** Returns the largest sum of moduli of a column. */
  double norm1();

  /** Returns the Euclidean norm of every column. */
  default double[] columnNorms() {
    double[] norms = new double[columns()];
    Arrays.setAll(norms, j -> Storage.slab(this).norm(j, j + 1));
    return norms;
  }

  /**
   * Returns this matrix if all its elements are finite.
   *
   * @param name what the message calls the matrix
   * @throws IllegalArgumentException naming the first element that is not
   */
  default M requireFinite(String name) {
    Storage.slab(this).requireFinite(name);
    return self();
  }

  /** Returns the thin singular value decomposition. */
  default Svd<M> svd() {
    return Svd.of(self());
  }

  /** Returns the singular values, largest first. */
  default double[] singularValues() {
    return Svd.values(self());
  }

  /** Returns the thin QR decomposition. */
  default Qr<M> qr() {
    return Qr.of(self());
  }

  /** Returns the LU decomposition of a square matrix. */
  default Lu<M> lu() {
    return Lu.of(self());
  }

  /** Returns the Cholesky decomposition of a Hermitian positive definite matrix. */
  default Cholesky<M> cholesky() {
    return Cholesky.of(self());
  }

  /** Returns eigenvalues with left and right eigenvectors of a square matrix. */
  Eigen eigen();

  /** Returns the eigenvalues of a square matrix, in the order of {@link Spectra#order}. */
  ComplexVector eigenvalues();

  /** Returns the eigendecomposition of a Hermitian matrix, of which the lower triangle is read. */
  default HermitianEigen<M> hermitianEigen() {
    return HermitianEigen.of(self());
  }

  /** Returns the complex Schur decomposition of a square matrix. */
  default Schur schur() {
    return Schur.of(toComplex());
  }

  /** Returns the Moore-Penrose inverse; singular values at rounding level count as zero. */
  default M pseudoInverse() {
    return LeastSquares.solve(self(), identityLike(rows()), RankRule.full()).solution();
  }

  /** Returns this matrix as what it is. */
  M self();

  /** Returns whether the number of rows equals the number of columns. */
  default boolean isSquare() {
    return rows() == columns();
  }

  /** Returns "rows x columns", for messages. */
  default String shape() {
    return rows() + " x " + columns();
  }
}
