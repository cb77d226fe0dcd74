package io.dymad.numerics;

/**
 * The Cholesky decomposition {@code A = L Lᴴ} of a Hermitian positive definite matrix.
 *
 * @param <M> the type of the matrix
 * @param lower lower triangular
 */
public record Cholesky<M extends Dense<M>>(M lower) {
  static <M extends Dense<M>> Cholesky<M> of(M a) {
    Elements.checkSquare(a, "Cholesky decomposition");
    int n = a.rows();
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    check(Routines.of(a).potrf(n, work), a);
    return new Cholesky<>(Storage.triangle(Storage.like(a, n, n, work), n, n, false));
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
