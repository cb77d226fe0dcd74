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
    int m = a.rows();
    int n = a.columns();
    int k = Math.min(m, n);
    Routines routines = Routines.of(a);
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    double[] tau = new double[k * Storage.width(a)];
    if (k == 0) {
      return new Qr<>(a.columns(0, 0), a.rows(0, 0));
    }
    Lapack.check(routines.geqrf(m, n, work, tau), "geqrf", "QR failed.");
    M factored = Storage.like(a, m, n, work);
    M r = Storage.triangle(factored, k, n, true);
    M q = k == n ? factored : factored.columns(0, k);
    // The factored copy belongs to this method alone, so that it may be overwritten.
    Lapack.check(routines.ungqr(m, k, Storage.data(q), tau), "ungqr", "QR failed.");
    return new Qr<>(q, r);
  }
}
