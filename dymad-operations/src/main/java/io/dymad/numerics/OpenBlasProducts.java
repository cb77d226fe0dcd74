package io.dymad.numerics;

/** Products of matrices as they are. */
enum OpenBlasProducts implements Products {
  INSTANCE;

  @Override
  public Matrix times(Matrix a, Matrix b) {
    return a.times(b);
  }

  @Override
  public Matrix transposedTimes(Matrix a, Matrix b) {
    return a.adjointTimes(b);
  }
}
