package io.dymad.nd4j;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.Products;

/** Products on the backend of ND4J, which is loaded at first use. */
public final class Nd4jProducts implements Products {
  @Override
  public Matrix times(Matrix a, Matrix b) {
    try (DataArray left = DataArray.of(a);
        DataArray right = DataArray.of(b);
        DataArray product = left.times(right)) {
      return product.toMatrix();
    }
  }

  @Override
  public Matrix transposedTimes(Matrix a, Matrix b) {
    try (DataArray left = DataArray.of(a);
        DataArray right = DataArray.of(b)) {
      return left.transposedTimes(right);
    }
  }
}
