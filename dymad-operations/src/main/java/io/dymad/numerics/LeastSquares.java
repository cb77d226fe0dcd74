package io.dymad.numerics;

/**
 * The solution of {@code min ‖A X - B‖} that has the smallest norm.
 *
 * @param <M> the type of the matrices
 * @param solution X
 * @param rank how many singular values of A were used
 * @param condition largest over smallest singular value used
 * @param residual Frobenius norm of {@code A X - B}
 */
public record LeastSquares<M extends Dense<M>>(
    M solution, int rank, double condition, double residual) {
  /** How much higher than wide a matrix is where a QR decomposition first pays. */
  private static final int TALL = 2;

  /**
   * Solves the problem.
   *
   * @param rule which singular values of A are used
   * @throws IllegalArgumentException if the rows of A and B differ in number or A cannot have the
   *     rank asked for
   */
  public static <M extends Dense<M>> LeastSquares<M> solve(M a, M b, RankRule rule) {
    if (a.rows() != b.rows()) {
      throw new IllegalArgumentException(
          "A least squares problem with a %s matrix has no right side of %s."
              .formatted(a.shape(), b.shape()));
    }
    a.requireFinite("The matrix of a least squares problem");
    b.requireFinite("The right side of a least squares problem");
    Svd<M> all;
    M right;
    if (a.rows() >= TALL * a.columns()) {
      Qr<M> qr = a.qr();
      all = qr.r().svd();
      right = qr.q().adjointTimes(b);
    } else {
      all = a.svd();
      right = b;
    }
    int rank = rule.rank(all.singularValues(), a.rows(), a.columns());
    Svd<M> used = all.leading(rank);
    M solution = used.solve(right);
    return new LeastSquares<>(
        solution, rank, used.condition(), a.times(solution).minus(b).frobeniusNorm());
  }
}
