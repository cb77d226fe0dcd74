package io.dymad.numerics;

import java.util.Arrays;

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

  /** Elements of the blocks of rows that what is left is computed in. */
  private static final int BLOCK = 1 << 18;

  /**
   * Solves the problem.
   *
   * @param rule which singular values of A are used
   * @throws IllegalArgumentException if the rows of A and B differ in number or A cannot have the
   *     rank asked for
   */
  public static <M extends Dense<M>> LeastSquares<M> solve(M a, M b, RankRule rule) {
    double[] ones = new double[a.columns()];
    Arrays.fill(ones, 1);
    return solve(a, b, ones, rule);
  }

  /**
   * Solves the problem with the columns of A scaled to equal norms: it is the norm of the scaled
   * solution that is smallest, and rank and condition are those of the scaled columns.
   *
   * @param rule which singular values of the scaled columns are used
   * @throws IllegalArgumentException if the rows of A and B differ in number or A cannot have the
   *     rank asked for
   */
  public static <M extends Dense<M>> LeastSquares<M> solveScaled(M a, M b, RankRule rule) {
    double[] norms = a.columnNorms();
    double[] scale = Arrays.stream(norms).map(norm -> norm > 0 ? 1 / norm : 1).toArray();
    return solve(a, b, scale, rule);
  }

  private static <M extends Dense<M>> LeastSquares<M> solve(
      M a, M b, double[] scale, RankRule rule) {
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
      TallQr<M> triangle = TallQr.of(a, b);
      all = triangle.r().scaleColumns(scale).svd();
      right = triangle.right();
    } else {
      all = a.scaleColumns(scale).svd();
      right = b;
    }
    int rank = rule.rank(all.singularValues(), a.rows(), a.columns());
    Svd<M> used = all.leading(rank);
    M solution = used.solve(right).scaleRows(scale);
    return new LeastSquares<>(solution, rank, used.condition(), residual(a, solution, b));
  }

  private static <M extends Dense<M>> double residual(M a, M solution, M b) {
    int block = Math.max(1, BLOCK / Math.max(1, b.columns()));
    double norm = 0;
    for (int from = 0; from < a.rows(); from += block) {
      int to = Math.min(a.rows(), from + block);
      M left = a.rowView(from, to).times(solution).minus(b.rowView(from, to));
      norm = Math.hypot(norm, left.frobeniusNorm());
    }
    return norm;
  }
}
