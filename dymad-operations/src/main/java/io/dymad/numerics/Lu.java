package io.dymad.numerics;

/**
 * An LU decomposition with row exchanges of a square matrix; immutable.
 *
 * @param <M> the type of the matrix
 */
public final class Lu<M extends Dense<M>> {
  private final M matrix;
  private final double reciprocalCondition;
  private final double[] factors;
  private final int[] pivots;

  private Lu(M matrix, double reciprocalCondition, double[] factors, int[] pivots) {
    this.matrix = matrix;
    this.reciprocalCondition = reciprocalCondition;
    this.factors = factors;
    this.pivots = pivots;
  }

  static <M extends Dense<M>> Lu<M> of(M a) {
    Elements.checkSquare(a, "LU decomposition");
    int n = a.rows();
    Routines routines = Routines.of(a);
    double[] factors = Storage.copy(a.requireFinite("The matrix"));
    int[] pivots = new int[n];
    int info = routines.getrf(n, factors, pivots);
    Lapack.check(Math.min(info, 0), "getrf", "");
    double[] reciprocal = new double[1];
    Lapack.check(
        routines.gecon(n, factors, a.norm1(), reciprocal),
        "gecon",
        "The condition could not be estimated.");
    return new Lu<>(a, info > 0 ? 0 : reciprocal[0], factors, pivots);
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
    double[] x = Storage.copy(right);
    Lapack.check(
        Routines.of(matrix).getrs(matrix.rows(), right.columns(), factors, pivots, x), "getrs", "");
    return Storage.like(right, right.rows(), right.columns(), x);
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
