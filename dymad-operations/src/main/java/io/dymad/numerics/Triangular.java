package io.dymad.numerics;

/** Systems of equations with triangular matrices. */
public final class Triangular {
  private Triangular() {}

  /**
   * Returns the solution X of {@code L X = B}, reading the lower triangle of L.
   *
   * @throws ArithmeticException if a diagonal element is zero
   */
  public static <M extends Dense<M>> M solveLower(M lower, M right) {
    return solve(lower, right, 'L', 'N');
  }

  /**
   * Returns the solution X of {@code Lᴴ X = B}, reading the lower triangle of L.
   *
   * @throws ArithmeticException if a diagonal element is zero
   */
  public static <M extends Dense<M>> M solveLowerAdjoint(M lower, M right) {
    return solve(lower, right, 'L', 'C');
  }

  /**
   * Returns the solution X of {@code R X = B}, reading the upper triangle of R.
   *
   * @throws ArithmeticException if a diagonal element is zero
   */
  public static <M extends Dense<M>> M solveUpper(M upper, M right) {
    return solve(upper, right, 'U', 'N');
  }

  /**
   * Returns the solution X of {@code X R = B}, reading the upper triangle of R.
   *
   * @throws ArithmeticException if a diagonal element is zero
   */
  public static <M extends Dense<M>> M divideUpper(M left, M upper) {
    return solve(upper, left.adjoint(), 'U', 'C').adjoint();
  }

  private static <M extends Dense<M>> M solve(M triangle, M right, char part, char operation) {
    Elements.checkSquare(triangle, "inverse");
    if (right.rows() != triangle.rows()) {
      throw new IllegalArgumentException(
          "A system with a %s matrix has no right side of %s."
              .formatted(triangle.shape(), right.shape()));
    }
    int n = triangle.rows();
    double[] x = Storage.copy(right.requireFinite("The right side"));
    double[] a = Storage.data(triangle.requireFinite("The matrix"));
    check(Routines.of(triangle).trtrs(part, operation, n, right.columns(), a, x));
    return Storage.like(right, n, right.columns(), x);
  }

  private static void check(int info) {
    Lapack.check(
        info,
        "trtrs",
        "The triangular matrix is singular: element %d of its diagonal is zero."
            .formatted(info - 1));
  }
}
