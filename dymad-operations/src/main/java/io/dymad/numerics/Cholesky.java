package io.dymad.numerics;

import org.bytedeco.javacpp.DoublePointer;

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
    int height = n * Storage.width(a);
    double[] from = Storage.data(a.requireFinite("The matrix"));
    double[] lower = Elements.allocate(n, n, Storage.width(a));
    Workspace.lend(
        workspace -> {
          DoublePointer factor = workspace.part(0, from.length).put(from, 0, from.length);
          check(Routines.of(a).potrf(n, factor), a);
          for (int j = 0; j < n; j++) {
            int start = j * height + j * Storage.width(a);
            factor.position(start).get(lower, start, (j + 1) * height - start);
          }
        });
    return new Cholesky<>(Storage.like(a, n, n, lower));
  }

  private static void check(int info, Dense<?> matrix) {
    Lapack.check(
        info,
        "potrf",
        "The %s matrix is not positive definite: its leading %d x %d part is not."
            .formatted(matrix.shape(), info, info));
  }

  /**
   * Returns the solution X of {@code A X = B}.
   *
   * @throws IllegalArgumentException if the rows differ in number
   */
  public M solve(M right) {
    if (right.rows() != lower.rows()) {
      throw new IllegalArgumentException(
          "A system with a %s matrix has no right side of %s."
              .formatted(lower.shape(), right.shape()));
    }
    double[] factor = Storage.data(lower);
    double[] given = Storage.data(right.requireFinite("The right side"));
    double[] solution = new double[given.length];
    Workspace.lend(
        workspace -> {
          DoublePointer a = workspace.part(0, factor.length).put(factor, 0, factor.length);
          DoublePointer x = workspace.part(1, given.length).put(given, 0, given.length);
          Routines routines = Routines.of(lower);
          Lapack.check(routines.potrs(lower.rows(), right.columns(), a, x), "potrs", "");
          x.get(solution, 0, solution.length);
        });
    return Storage.like(right, right.rows(), right.columns(), solution);
  }
}
