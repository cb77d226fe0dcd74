package io.dymad.kernel;

import io.dymad.numerics.Matrix;
import java.util.List;

/** A vector-valued function of a state that kernels at fitted samples make; immutable. */
public sealed interface KernelRegression
    permits KernelRidge, SeparableKernelRidge, TangentKernelRidge {
  /** Returns the number of variables of a state. */
  default int inputSize() {
    return samples().columns();
  }

  /** Returns the number of values. */
  int outputSize();

  /** Returns the scalar kernels that it is made of, at least one. */
  List<Kernel> kernels();

  /** Returns the fitted samples, shape {@code [samples, inputSize]}. */
  Matrix samples();

  /**
   * Returns the values at states.
   *
   * @param states shape {@code [n, inputSize]}
   * @return shape {@code [n, outputSize]}
   * @throws IllegalArgumentException if the states have another width
   */
  Matrix predict(Matrix states);

  /** Returns the root of the mean, over samples, of the squared length of the error. */
  default double error(Matrix states, Matrix values) {
    return predict(states).minus(values).frobeniusNorm() / Math.sqrt(states.rows());
  }
}
