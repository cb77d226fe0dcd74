package io.dymad.numerics;

/**
 * A thin QR decomposition {@code A = Q R}.
 *
 * @param <M> the type of the matrix
 * @param q orthonormal columns, as many as the shorter side of the matrix
 * @param r upper triangular or, if the matrix is wider than high, trapezoidal
 */
public record Qr<M extends Dense<M>>(M q, M r) {
  static <M extends Dense<M>> Qr<M> of(M a) {
    int k = Math.min(a.rows(), a.columns());
    if (k == 0) {
      return new Qr<>(a.columns(0, 0), a.rows(0, 0));
    }
    double[] tau = new double[k * Storage.width(a)];
    M factored = factored(a, tau);
    M r = Storage.triangle(factored, k, a.columns(), true);
    M q = k == a.columns() ? factored : factored.columns(0, k);
    // The factored copy belongs to this method alone, so that it may be overwritten.
    int info = Routines.of(a).ungqr(a.rows(), k, Storage.data(q), tau);
    Lapack.check(info, "ungqr", "QR failed.");
    return new Qr<>(q, r);
  }

  /** Returns R alone. */
  static <M extends Dense<M>> M upper(M a) {
    int k = Math.min(a.rows(), a.columns());
    if (k == 0) {
      return a.rows(0, 0);
    }
    double[] tau = new double[k * Storage.width(a)];
    return Storage.triangle(factored(a, tau), k, a.columns(), true);
  }

  /** Returns R with the reflections that make Q below it. */
  private static <M extends Dense<M>> M factored(M a, double... tau) {
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    int info = Routines.of(a).geqrf(a.rows(), a.columns(), work, tau);
    Lapack.check(info, "geqrf", "QR failed.");
    return Storage.like(a, a.rows(), a.columns(), work);
  }

  /**
   * Returns R alone of a matrix that is made in blocks of rows, of which few are in memory at a
   * time.
   *
   * @return upper triangular or, if the matrix is wider than high, trapezoidal
   */
  public static <M extends Dense<M>> M triangle(int rows, int columns, RowBlocks<M> blocks) {
    return TallQr.triangle(rows, columns, blocks);
  }
}
