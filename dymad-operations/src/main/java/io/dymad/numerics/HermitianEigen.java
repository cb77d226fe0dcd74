package io.dymad.numerics;

/**
 * The eigendecomposition {@code A = V diag(w) Vᴴ} of a Hermitian matrix; immutable.
 *
 * @param <M> the type of the matrix
 */
public final class HermitianEigen<M extends Dense<M>> {
  private final double[] values;
  private final M vectors;

  private HermitianEigen(double[] values, M vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  static <M extends Dense<M>> HermitianEigen<M> of(M a) {
    Elements.checkSquare(a, "eigendecomposition");
    int n = a.rows();
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    double[] w = new double[n];
    check(Routines.of(a).heevd(n, work, w));
    return largestFirst(w, Storage.like(a, n, n, work));
  }

  private static void check(int info) {
    Lapack.check(info, "syevd", "The eigenvalues of the Hermitian matrix did not converge.");
  }

  private static <M extends Dense<M>> HermitianEigen<M> largestFirst(double[] w, M vectors) {
    int n = w.length;
    double[] values = new double[n];
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = n - 1 - i;
      values[i] = w[n - 1 - i];
    }
    return new HermitianEigen<>(values, vectors.selectColumns(order));
  }

  /** Returns the eigenvalues, largest first. */
  public double[] values() {
    return values.clone();
  }

  /** Returns orthonormal eigenvectors, one column for each eigenvalue. */
  public M vectors() {
    return vectors;
  }
}
