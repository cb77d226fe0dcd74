package io.dymad.numerics;

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
  M plus(M other);

  /** Returns the element-wise difference. */
  M minus(M other);

  /** Returns the product with a real number. */
  M times(double factor);

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
  M rows(int from, int to);

  /** Returns columns from a start to before an end. */
  M columns(int from, int to);

  /** Returns the columns of these indices, in their order. */
  M selectColumns(int... indices);

  /** Returns the rows of these indices, in their order. */
  M selectRows(int... indices);

  /** Returns the matrix whose column j is column j of this one times factor j. */
  M scaleColumns(double... factors);

  /** Returns the matrix whose row i is row i of this one times factor i. */
  M scaleRows(double... factors);

  /** Returns this matrix with another one below it. */
  M above(M below);

  /** Returns this matrix with another one to the right of it. */
  M beside(M right);

  /** Returns the identity of this size, of the type of this matrix. */
  M identityLike(int size);

  /** Returns the same numbers as complex ones. */
  ComplexMatrix toComplex();

  /** Returns the square root of the sum of the squared moduli, without overflow. */
  double frobeniusNorm();

  /** Returns the largest modulus of an element; 0 if there is none. */
  double maxAbs();

  /** Returns the largest sum of moduli of a column. */
  double norm1();

  /** Returns the Euclidean norm of every column. */
  double[] columnNorms();

  /**
   * Returns this matrix if all its elements are finite.
   *
   * @param name what the message calls the matrix
   * @throws IllegalArgumentException naming the first element that is not
   */
  M requireFinite(String name);

  /** Returns the thin singular value decomposition. */
  Svd<M> svd();

  /** Returns the singular values, largest first. */
  double[] singularValues();

  /** Returns the thin QR decomposition. */
  Qr<M> qr();

  /** Returns the LU decomposition of a square matrix. */
  Lu<M> lu();

  /** Returns the Cholesky decomposition of a Hermitian positive definite matrix. */
  Cholesky<M> cholesky();

  /** Returns eigenvalues with left and right eigenvectors of a square matrix. */
  Eigen eigen();

  /** Returns the eigenvalues of a square matrix, in the order of {@link Spectra#order}. */
  ComplexVector eigenvalues();

  /** Returns the eigendecomposition of a Hermitian matrix, of which the lower triangle is read. */
  HermitianEigen<M> hermitianEigen();

  /** Returns the complex Schur decomposition of a square matrix. */
  Schur schur();

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
