package io.dymad.numerics;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The smallest singular value of {@code [C - z I; R]} at many points z of the complex plane; safe
 * for use by several threads.
 *
 * <p>Small matrices, and points where the value is small, take the joined triangles of a Schur
 * form, which keeps all digits. Elsewhere the Cholesky factor of {@code (C - zI)ᴴ (C - zI) + Rᴴ R}
 * is several times faster; there it loses at most three digits.
 */
public final class ShiftedStack {
  /** Size from which Cholesky factors pay. */
  private static final int LARGE = 64;

  /** Value, relative to the longest column, below which a Cholesky factor is not trusted. */
  private static final double SMALL = 1e-3;

  private final int size;
  private final ComplexMatrix triangle;
  private final ComplexMatrix lowerTriangle;
  private final double[] matrix;
  private final double[] adjoint;
  private final double[] gram;

  /**
   * Prepares a stack.
   *
   * @param matrix C, square
   * @param lower R, as wide
   */
  public ShiftedStack(ComplexMatrix matrix, ComplexMatrix lower) {
    Elements.checkSquare(matrix, "shift");
    Schur schur = matrix.schur();
    ComplexMatrix r = lower.times(schur.z()).qr().r();
    int missing = r.columns() - r.rows();
    this.size = matrix.rows();
    this.triangle = schur.t();
    this.lowerTriangle = missing == 0 ? r : r.above(Matrix.zeros(missing, size).toComplex());
    this.matrix = matrix.data();
    this.adjoint = matrix.adjoint().data();
    this.gram = matrix.adjointTimes(matrix).plus(lower.adjointTimes(lower)).data();
  }

  /** Returns the smallest singular value at a point, at least 0. */
  public double smallest(Complex z) {
    double fast = size < LARGE ? Double.NaN : byCholesky(z);
    return Double.isNaN(fast)
        ? SmallestSingularValue.ofTriangles(triangle.shifted(z), lowerTriangle)
        : fast;
  }

  /** Returns the value, or NaN where a Cholesky factor would not keep its digits. */
  private double byCholesky(Complex z) {
    double[] factor = new double[gram.length];
    double longest = 0;
    double re = z.re();
    double im = z.im();
    for (int j = 0; j < size; j++) {
      for (int k = 2 * j * size; k <= 2 * (j * size + j); k += 2) {
        // G - z Cᴴ - conj(z) C, of the upper triangle.
        factor[k] =
            gram[k]
                - (re * adjoint[k] - im * adjoint[k + 1])
                - (re * matrix[k] + im * matrix[k + 1]);
        factor[k + 1] =
            gram[k + 1]
                - (re * adjoint[k + 1] + im * adjoint[k])
                - (re * matrix[k + 1] - im * matrix[k]);
      }
      int diagonal = 2 * (j * size + j);
      factor[diagonal] += z.abs2();
      longest = Math.max(longest, factor[diagonal]);
    }
    try (DoublePointer outside = new DoublePointer(factor)) {
      if (openblas.LAPACKE_zpotrf(Lapack.BY_COLUMNS, (byte) 'U', size, outside, size) != 0) {
        return Double.NaN;
      }
      double value = SmallestSingularValue.ofTriangle(outside, size);
      return value > SMALL * Math.sqrt(longest) ? value : Double.NaN;
    }
  }
}
