package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

/**
 * A thin QR decomposition {@code A = Q R}.
 *
 * @param <M> the type of the matrix
 * @param q orthonormal columns, as many as the shorter side of the matrix
 * @param r upper triangular or, if the matrix is wider than high, trapezoidal
 */
public record Qr<M extends Dense<M>>(M q, M r) {
  static Qr<Matrix> of(Matrix a) {
    int m = a.rows();
    int n = a.columns();
    int k = Math.min(m, n);
    double[] work = a.requireFinite("The matrix").data.clone();
    double[] tau = new double[k];
    if (k > 0) {
      Lapack.check(
          openblas.LAPACKE_dgeqrf(Lapack.BY_COLUMNS, m, n, work, m, tau), "dgeqrf", "QR failed.");
    }
    Matrix factored = new Matrix(m, n, work);
    Matrix r = Matrix.generate(k, n, (i, j) -> i <= j ? factored.data[j * m + i] : 0);
    Matrix q = k == n ? factored : factored.columns(0, k);
    if (k > 0) {
      Lapack.check(
          openblas.LAPACKE_dorgqr(Lapack.BY_COLUMNS, m, k, k, q.data, m, tau),
          "dorgqr",
          "QR failed.");
    }
    return new Qr<>(q, r);
  }

  static Qr<ComplexMatrix> of(ComplexMatrix a) {
    int m = a.rows();
    int n = a.columns();
    int k = Math.min(m, n);
    double[] work = a.requireFinite("The matrix").data.clone();
    double[] tau = new double[2 * k];
    if (k > 0) {
      Lapack.check(
          openblas.LAPACKE_zgeqrf(Lapack.BY_COLUMNS, m, n, work, m, tau), "zgeqrf", "QR failed.");
    }
    ComplexMatrix factored = new ComplexMatrix(m, n, work);
    ComplexMatrix r =
        ComplexMatrix.generate(k, n, (i, j) -> i <= j ? factored.get(i, j) : Complex.ZERO);
    ComplexMatrix q = k == n ? factored : factored.columns(0, k);
    if (k > 0) {
      Lapack.check(
          openblas.LAPACKE_zungqr(Lapack.BY_COLUMNS, m, k, k, q.data, m, tau),
          "zungqr",
          "QR failed.");
    }
    return new Qr<>(q, r);
  }
}
