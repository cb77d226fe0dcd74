package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

/**
 * Eigenvalues with right and left eigenvectors of a pencil of square matrices: {@code A v_j = λ_j B
 * v_j} and {@code u_jᴴ A = λ_j u_jᴴ B}, in the order and scale of {@link Spectra}.
 *
 * <p>Where B is singular, eigenvalues are infinite; where both are singular in the same direction,
 * an eigenvalue is undefined and given as NaN.
 *
 * @param values λ = α / β
 * @param right v, one column for each eigenvalue
 * @param left u, one column for each eigenvalue
 */
public record GeneralizedEigen(ComplexVector values, ComplexMatrix right, ComplexMatrix left) {
  /** Returns the eigenvalues and eigenvectors of the pencil. */
  public static GeneralizedEigen of(Matrix a, Matrix b) {
    checkShapes(a, b);
    int n = a.rows();
    int ld = Lapack.leading(n);
    double[] alphaRe = new double[n];
    double[] alphaIm = new double[n];
    double[] beta = new double[n];
    double[] left = new double[n * n];
    double[] right = new double[n * n];
    check(
        openblas.LAPACKE_dggev(
            Lapack.BY_COLUMNS,
            (byte) 'V',
            (byte) 'V',
            n,
            Storage.copy(a.requireFinite("The matrix A")),
            ld,
            Storage.copy(b.requireFinite("The matrix B")),
            ld,
            alphaRe,
            alphaIm,
            beta,
            left,
            ld,
            right,
            ld));
    return ordered(
        ComplexVector.ofParts(alphaRe, alphaIm),
        ComplexVector.ofReal(beta),
        Eigen.unpack(right, alphaIm, n),
        Eigen.unpack(left, alphaIm, n));
  }

  /** Returns the eigenvalues and eigenvectors of the pencil. */
  public static GeneralizedEigen of(ComplexMatrix a, ComplexMatrix b) {
    checkShapes(a, b);
    int n = a.rows();
    int ld = Lapack.leading(n);
    double[] alpha = new double[2 * n];
    double[] beta = new double[2 * n];
    double[] left = new double[2 * n * n];
    double[] right = new double[2 * n * n];
    check(
        openblas.LAPACKE_zggev(
            Lapack.BY_COLUMNS,
            (byte) 'V',
            (byte) 'V',
            n,
            Storage.copy(a.requireFinite("The matrix A")),
            ld,
            Storage.copy(b.requireFinite("The matrix B")),
            ld,
            alpha,
            beta,
            left,
            ld,
            right,
            ld));
    return ordered(
        new ComplexVector(alpha),
        new ComplexVector(beta),
        new ComplexMatrix(n, n, right),
        new ComplexMatrix(n, n, left));
  }

  private static void checkShapes(Dense<?> a, Dense<?> b) {
    Elements.checkSquare(a, "spectrum");
    Elements.checkSame(a, b, "pencil");
  }

  private static void check(int info) {
    Lapack.check(info, "ggev", "The eigenvalues of the pencil did not converge.");
  }

  private static GeneralizedEigen ordered(
      ComplexVector alpha, ComplexVector beta, ComplexMatrix right, ComplexMatrix left) {
    ComplexVector values =
        ComplexVector.generate(alpha.size(), j -> ratio(alpha.get(j), beta.get(j)));
    int[] order = Spectra.order(values);
    return new GeneralizedEigen(
        values.select(order),
        Spectra.normalize(right.selectColumns(order)),
        Spectra.normalize(left.selectColumns(order)));
  }

  private static Complex ratio(Complex alpha, Complex beta) {
    if (beta.abs() > 0) {
      return alpha.dividedBy(beta);
    }
    return alpha.abs() > 0
        ? new Complex(Double.POSITIVE_INFINITY, 0)
        : new Complex(Double.NaN, Double.NaN);
  }
}
