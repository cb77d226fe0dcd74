package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

/**
 * The Cholesky decomposition {@code A = L Lᴴ} of a Hermitian positive definite matrix.
 *
 * @param <M> the type of the matrix
 * @param lower lower triangular
 */
public record Cholesky<M extends Dense<M>>(M lower) {
  static Cholesky<Matrix> of(Matrix a) {
    Elements.checkSquare(a, "Cholesky decomposition");
    int n = a.rows();
    double[] work = a.requireFinite("The matrix").data.clone();
    check(openblas.LAPACKE_dpotrf(Lapack.BY_COLUMNS, (byte) 'L', n, work, Lapack.leading(n)), a);
    return new Cholesky<>(Matrix.generate(n, n, (i, j) -> i >= j ? work[j * n + i] : 0));
  }

  static Cholesky<ComplexMatrix> of(ComplexMatrix a) {
    Elements.checkSquare(a, "Cholesky decomposition");
    int n = a.rows();
    double[] work = a.requireFinite("The matrix").data.clone();
    check(openblas.LAPACKE_zpotrf(Lapack.BY_COLUMNS, (byte) 'L', n, work, Lapack.leading(n)), a);
    ComplexMatrix factored = new ComplexMatrix(n, n, work);
    return new Cholesky<>(
        ComplexMatrix.generate(n, n, (i, j) -> i >= j ? factored.get(i, j) : Complex.ZERO));
  }

  private static void check(int info, Dense<?> matrix) {
    Lapack.check(
        info,
        "potrf",
        "The %s matrix is not positive definite: its leading %d x %d part is not."
            .formatted(matrix.shape(), info, info));
  }

  /** Returns the solution X of {@code A X = B}. */
  public M solve(M right) {
    return Triangular.solveLowerAdjoint(lower, Triangular.solveLower(lower, right));
  }
}
