package io.dymad.numerics;

/**
 * Where products of data-sized matrices are computed; safe for use by several threads one after the
 * other.
 */
public interface Products {
  /**
   * Returns {@code A B}.
   *
   * @throws IllegalArgumentException if the shapes do not fit
   */
  Matrix times(Matrix a, Matrix b);

  /**
   * Returns {@code Aᵀ B}.
   *
   * @throws IllegalArgumentException if the shapes do not fit
   */
  Matrix transposedTimes(Matrix a, Matrix b);

  /** Returns products by OpenBLAS, on the threads of {@link Blas}. */
  static Products openBlas() {
    return OpenBlasProducts.INSTANCE;
  }
}
