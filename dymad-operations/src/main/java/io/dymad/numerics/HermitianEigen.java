package io.dymad.numerics;

import org.bytedeco.javacpp.DoublePointer;

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
    int height = n * Storage.width(a);
    double[] from = Storage.data(a.requireFinite("The matrix"));
    double[] values = new double[n];
    double[] vectors = Elements.allocate(n, n, Storage.width(a));
    Workspace.lend(
        workspace -> {
          DoublePointer v = workspace.part(0, from.length).put(from, 0, from.length);
          DoublePointer w = workspace.part(1, n);
          check(Routines.of(a).heevd(n, v, w));
          // LAPACK gives the smallest first.
          for (int j = 0; j < n; j++) {
            values[j] = w.get(n - 1 - j);
            v.position((long) (n - 1 - j) * height).get(vectors, j * height, height);
          }
        });
    return new HermitianEigen<>(values, Storage.like(a, n, n, vectors));
  }

  private static void check(int info) {
    Lapack.check(info, "syevd", "The eigenvalues of the Hermitian matrix did not converge.");
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
