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

  /** Elements of the blocks of rows that a tall matrix is decomposed in. */
  private static final int BLOCK = 1 << 18;

  /**
   * R and {@code Qᴴ B} of {@code A = Q R}. A matrix of many rows is taken in blocks whose triangles
   * are decomposed again, so that neither a copy of it nor all of Q is in memory.
   *
   * @see <a href="https://doi.org/10.1137/080731992">Demmel et al. (2012), section 3</a>
   */
  private record Triangle<M extends Dense<M>>(M r, M right) {
    static <M extends Dense<M>> Triangle<M> of(M a, M b) {
      // The triangles of blocks have an eighth of their rows.
      int block = Math.max(8 * a.columns(), BLOCK / Math.max(1, a.columns()));
      if (a.rows() <= block) {
        Qr<M> qr = a.qr();
        return new Triangle<>(qr.r(), qr.q().adjointTimes(b));
      }
      M triangles = a.rows(0, 0);
      M rights = b.rows(0, 0);
      for (int from = 0; from < a.rows(); from += block) {
        int to = Math.min(a.rows(), from + block);
        Qr<M> qr = a.rows(from, to).qr();
        triangles = triangles.above(qr.r());
        rights = rights.above(qr.q().adjointTimes(b.rows(from, to)));
      }
      return of(triangles, rights);
    }
  }

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
      Triangle<M> triangle = Triangle.of(a, b);
      all = triangle.r().svd();
      right = triangle.right();
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
