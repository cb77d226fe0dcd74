package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

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

  @SuppressWarnings("unchecked") // the only two types of matrices are solved as themselves
  private static <M extends Dense<M>> M solve(M triangle, M right, char part, char operation) {
    Elements.checkSquare(triangle, "inverse");
    if (right.rows() != triangle.rows()) {
      throw new IllegalArgumentException(
          "A system with a %s matrix has no right side of %s."
              .formatted(triangle.shape(), right.shape()));
    }
    Dense<?> solution;
    if (triangle instanceof Matrix a && right instanceof Matrix b) {
      solution = solveReal(a, b, part, operation);
    } else {
      solution = solveComplex(triangle.toComplex(), right.toComplex(), part, operation);
    }
    return (M) solution;
  }

  private static Matrix solveReal(Matrix a, Matrix b, char part, char operation) {
    int n = a.rows();
    double[] x = b.requireFinite("The right side").data.clone();
    check(
        openblas.LAPACKE_dtrtrs(
            Lapack.BY_COLUMNS,
            (byte) part,
            (byte) operation,
            (byte) 'N',
            n,
            b.columns(),
            a.requireFinite("The matrix").data,
            Lapack.leading(n),
            x,
            Lapack.leading(n)));
    return new Matrix(n, b.columns(), x);
  }

  private static ComplexMatrix solveComplex(
      ComplexMatrix a, ComplexMatrix b, char part, char operation) {
    int n = a.rows();
    double[] x = b.requireFinite("The right side").data.clone();
    check(
        openblas.LAPACKE_ztrtrs(
            Lapack.BY_COLUMNS,
            (byte) part,
            (byte) operation,
            (byte) 'N',
            n,
            b.columns(),
            a.requireFinite("The matrix").data,
            Lapack.leading(n),
            x,
            Lapack.leading(n)));
    return new ComplexMatrix(n, b.columns(), x);
  }

  private static void check(int info) {
    Lapack.check(
        info,
        "trtrs",
        "The triangular matrix is singular: element %d of its diagonal is zero."
            .formatted(info - 1));
  }
}
