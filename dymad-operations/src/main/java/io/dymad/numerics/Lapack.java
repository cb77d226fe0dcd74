package io.dymad.numerics;

import org.bytedeco.openblas.global.openblas;

/** What the calls of LAPACK have in common. */
final class Lapack {
  static final int BY_COLUMNS = openblas.LAPACK_COL_MAJOR;

  static {
    // Loads the library and sets its threads.
    Blas.threads();
  }

  private Lapack() {}

  /**
   * Checks what a routine reported.
   *
   * @throws ArithmeticException with this message if it did not succeed on the numbers given
   */
  static void check(int info, String routine, String failure) {
    if (info < 0) {
      throw new IllegalStateException(
          "The argument %d of LAPACK's %s is invalid.".formatted(-info, routine));
    }
    if (info > 0) {
      throw new ArithmeticException(failure);
    }
  }

  /** Returns the leading dimension of a matrix of so many rows. */
  static int leading(int rows) {
    return Math.max(1, rows);
  }
}
