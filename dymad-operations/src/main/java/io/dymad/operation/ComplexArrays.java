package io.dymad.operation;

import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.metalab.capture.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays of an {@code .npz} by name; complex ones as two, {@code name_re} and {@code name_im}. */
final class ComplexArrays {
  private final Map<String, NdArray> arrays = new LinkedHashMap<>();

  ComplexArrays put(String name, Matrix matrix) {
    arrays.put(name, NdArray.of(matrix.toRowMajor(), matrix.rows(), matrix.columns()));
    return this;
  }

  ComplexArrays put(String name, double... values) {
    arrays.put(name, NdArray.of(values, values.length));
    return this;
  }

  ComplexArrays put(String name, ComplexMatrix matrix) {
    return put(name + "_re", matrix.re()).put(name + "_im", matrix.im());
  }

  ComplexArrays put(String name, ComplexVector vector) {
    return put(name + "_re", vector.re()).put(name + "_im", vector.im());
  }

  ComplexArrays put(String name, NdArray array) {
    arrays.put(name, array);
    return this;
  }

  /** Returns the arrays in the order they were put. */
  Map<String, NdArray> asMap() {
    return new LinkedHashMap<>(arrays);
  }
}
