package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

/**
 * The complex Schur decomposition {@code A = Z T Zᴴ} of a square matrix.
 *
 * @param t upper triangular, the eigenvalues on its diagonal
 * @param z unitary
 */
public record Schur(ComplexMatrix t, ComplexMatrix z) {
  static Schur of(ComplexMatrix a) {
    Elements.checkSquare(a, "Schur decomposition");
    int n = a.rows();
    double[] t = Storage.copy(a.requireFinite("The matrix"));
    double[] w = new double[2 * n];
    double[] z = new double[2 * n * n];
    Lapack.check(
        openblas.LAPACKE_zgees(
            Lapack.BY_COLUMNS,
            (byte) 'V',
            (byte) 'N',
            null,
            n,
            t,
            Lapack.leading(n),
            new int[1],
            w,
            z,
            Lapack.leading(n)),
        "zgees",
        "The Schur form of the %s matrix did not converge.".formatted(a.shape()));
    return new Schur(new ComplexMatrix(n, n, t), new ComplexMatrix(n, n, z));
  }
}
