package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

/**
 * An LU decomposition with row exchanges of a square matrix; immutable.
 *
 * @param <M> the type of the matrix
 */
public final class Lu<M extends Dense<M>> {
  private interface Solver<M> {
    M solve(M right);
  }

  private final M matrix;
  private final double reciprocalCondition;
  private final Solver<M> solver;

  private Lu(M matrix, double reciprocalCondition, Solver<M> solver) {
    this.matrix = matrix;
    this.reciprocalCondition = reciprocalCondition;
    this.solver = solver;
  }

  static Lu<Matrix> of(Matrix a) {
    Elements.checkSquare(a, "LU decomposition");
    int n = a.rows();
    int lda = Lapack.leading(n);
    double[] factors = a.requireFinite("The matrix").data.clone();
    int[] pivots = new int[n];
    int info = openblas.LAPACKE_dgetrf(Lapack.BY_COLUMNS, n, n, factors, lda, pivots);
    Lapack.check(Math.min(info, 0), "dgetrf", "");
    double[] rcond = new double[1];
    Lapack.check(
        openblas.LAPACKE_dgecon(Lapack.BY_COLUMNS, (byte) '1', n, factors, lda, a.norm1(), rcond),
        "dgecon",
        "The condition could not be estimated.");
    return new Lu<>(
        a,
        info > 0 ? 0 : rcond[0],
        b -> {
          double[] x = b.data.clone();
          Lapack.check(
              openblas.LAPACKE_dgetrs(
                  Lapack.BY_COLUMNS, (byte) 'N', n, b.columns(), factors, lda, pivots, x, lda),
              "dgetrs",
              "");
          return new Matrix(n, b.columns(), x);
        });
  }

  static Lu<ComplexMatrix> of(ComplexMatrix a) {
    Elements.checkSquare(a, "LU decomposition");
    int n = a.rows();
    int lda = Lapack.leading(n);
    double[] factors = a.requireFinite("The matrix").data.clone();
    int[] pivots = new int[n];
    int info = openblas.LAPACKE_zgetrf(Lapack.BY_COLUMNS, n, n, factors, lda, pivots);
    Lapack.check(Math.min(info, 0), "zgetrf", "");
    double[] rcond = new double[1];
    Lapack.check(
        openblas.LAPACKE_zgecon(Lapack.BY_COLUMNS, (byte) '1', n, factors, lda, a.norm1(), rcond),
        "zgecon",
        "The condition could not be estimated.");
    return new Lu<>(
        a,
        info > 0 ? 0 : rcond[0],
        b -> {
          double[] x = b.data.clone();
          Lapack.check(
              openblas.LAPACKE_zgetrs(
                  Lapack.BY_COLUMNS, (byte) 'N', n, b.columns(), factors, lda, pivots, x, lda),
              "zgetrs",
              "");
          return new ComplexMatrix(n, b.columns(), x);
        });
  }

  /** Returns an estimate of the condition number in the 1-norm; infinite if singular. */
  public double condition() {
    return 1 / reciprocalCondition;
  }

  /** Returns whether the matrix is singular up to rounding. */
  public boolean isSingular() {
    return matrix.rows() > 0 && !(reciprocalCondition > RankRule.EPSILON / 2);
  }

  /**
   * Returns the solution X of {@code A X = B}.
   *
   * @throws ArithmeticException if the matrix is singular up to rounding
   * @throws IllegalArgumentException if the rows differ in number
   */
  public M solve(M right) {
    if (right.rows() != matrix.rows()) {
      throw new IllegalArgumentException(
          "A system with a %s matrix has no right side of %s."
              .formatted(matrix.shape(), right.shape()));
    }
    if (isSingular()) {
      throw new ArithmeticException(
          "The %s matrix is singular up to rounding: its reciprocal condition is %.1e."
              .formatted(matrix.shape(), reciprocalCondition));
    }
    return solver.solve(right);
  }

  /**
   * Returns the inverse.
   *
   * @throws ArithmeticException if the matrix is singular up to rounding
   */
  public M inverse() {
    return solve(matrix.identityLike(matrix.rows()));
  }
}
