package io.dymad.numerics;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasConjTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The smallest singular value of one upper triangular matrix above another, as pseudospectra need
 * it at thousands of points.
 *
 * <p>A structured QR decomposition joins the two triangles; then the Lanczos method with full
 * reorthogonalisation finds the largest eigenvalue of {@code R⁻¹ R⁻ᴴ}. As it only solves with R and
 * Rᴴ, small values keep their digits.
 *
 * @see <a href="https://doi.org/10.1017/S0962492900002932">Trefethen (1999), section 8</a>
 */
final class SmallestSingularValue {
  private static final int MAX_STEPS = 150;
  private static final int CHECK_EVERY = 4;
  private static final double TOLERANCE = 1e-13;
  private static final int BLOCK = 32;

  private SmallestSingularValue() {}

  /**
   * Returns the smallest singular value of {@code [upper; lower]}.
   *
   * @param upper square and upper triangular; what is below its diagonal is not read
   * @param lower the same
   */
  static double ofTriangles(ComplexMatrix upper, ComplexMatrix lower) {
    Elements.checkSquare(upper, "triangle");
    Elements.checkSame(upper, lower, "stack");
    int n = upper.rows();
    double[] r = Storage.copy(upper.requireFinite("The upper triangle"));
    double[] b = Storage.copy(lower.requireFinite("The lower triangle"));
    int block = Math.min(BLOCK, n);
    Lapack.check(
        openblas.LAPACKE_ztpqrt(
            Lapack.BY_COLUMNS, n, n, n, block, r, n, b, n, new double[2 * block * n], block),
        "ztpqrt",
        "The triangles could not be joined.");
    try (DoublePointer joined = new DoublePointer(r)) {
      return ofTriangle(joined, n);
    }
  }

  /**
   * Returns the smallest singular value of an upper triangle of complex numbers, by columns,
   * outside the heap: each of the many solves would copy it otherwise.
   */
  static double ofTriangle(DoublePointer r, int n) {
    for (int j = 0; j < n; j++) {
      if (r.get(2L * (j * n + j)) == 0 && r.get(2L * (j * n + j) + 1) == 0) {
        return 0;
      }
    }
    try (DoublePointer vector = new DoublePointer(2L * n)) {
      return new Lanczos(r, n, vector).smallest();
    }
  }

  /** The iteration for one triangular factor. */
  private static final class Lanczos {
    private final DoublePointer r;
    private final int n;
    private final DoublePointer vector;
    private final double[][] basis;
    private final double[] diagonal;
    private final double[] besides;

    Lanczos(DoublePointer r, int n, DoublePointer vector) {
      this.r = r;
      this.n = n;
      this.vector = vector;
      int steps = Math.min(n, MAX_STEPS);
      this.basis = new double[steps + 1][];
      this.diagonal = new double[steps];
      this.besides = new double[steps];
    }

    double smallest() {
      basis[0] = start();
      int steps = diagonal.length;
      for (int k = 0; k < steps; k++) {
        double[] next = basis[k].clone();
        applyInverse(next);
        diagonal[k] = orthogonalise(next, k);
        besides[k] = Blas.norm(next, 0, next.length);
        boolean last = k + 1 == n || besides[k] == 0;
        if (last || (k + 1) % CHECK_EVERY == 0) {
          HermitianEigen<Matrix> ritz = tridiagonal(k + 1).hermitianEigen();
          double[] values = ritz.values();
          double largest = values[0];
          double residual = besides[k] * Math.abs(ritz.vectors().get(k, 0));
          // A Ritz value errs by at most its squared residual over the gap to the next one.
          double gap = values.length > 1 ? largest - values[1] : 0;
          if (last || residual * residual <= TOLERANCE * largest * gap) {
            return 1 / Math.sqrt(largest);
          }
        }
        for (int i = 0; i < next.length; i++) {
          next[i] /= besides[k];
        }
        basis[k + 1] = next;
      }
      return direct();
    }

    /** Returns a fixed vector without structure, so that results do not depend on chance. */
    private double[] start() {
      double[] vector = new double[2 * n];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Math.sin(1 + 1.7 * i + 0.01 * i * i);
      }
      double norm = Blas.norm(vector, 0, vector.length);
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= norm;
      }
      return vector;
    }

    private Matrix tridiagonal(int size) {
      return Matrix.generate(
          size,
          size,
          (i, j) -> {
            if (i == j) {
              return diagonal[i];
            }
            return Math.abs(i - j) == 1 ? besides[Math.min(i, j)] : 0;
          });
    }

    /** Removes what a vector has of the basis, twice, and returns its part along the last one. */
    private double orthogonalise(double[] vector, int last) {
      double along = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int k = last; k >= 0; k--) {
          double[] v = basis[k];
          double re = 0;
          double im = 0;
          for (int i = 0; i < vector.length; i += 2) {
            re += v[i] * vector[i] + v[i + 1] * vector[i + 1];
            im += v[i] * vector[i + 1] - v[i + 1] * vector[i];
          }
          for (int i = 0; i < vector.length; i += 2) {
            vector[i] -= re * v[i] - im * v[i + 1];
            vector[i + 1] -= re * v[i + 1] + im * v[i];
          }
          along += k == last ? re : 0;
        }
      }
      return along;
    }

    /** Replaces x by {@code R⁻¹ R⁻ᴴ x}. */
    private void applyInverse(double[] x) {
      vector.put(x);
      solve(CblasConjTrans);
      solve(CblasNoTrans);
      vector.get(x);
    }

    private void solve(int operation) {
      openblas.cblas_ztrsv(CblasColMajor, CblasUpper, operation, CblasNonUnit, n, r, n, vector, 1);
    }

    private double direct() {
      double[] elements = new double[2 * n * n];
      r.get(elements);
      ComplexMatrix full = new ComplexMatrix(n, n, elements);
      double[] s =
          ComplexMatrix.generate(n, n, (i, j) -> i <= j ? full.get(i, j) : Complex.ZERO)
              .singularValues();
      return s[n - 1];
    }
  }
}
