package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.List;

/** A map between the numbers on the last axis of tensors; immutable, and without numbers itself. */
public interface Network {
  /** Returns the extent of the last axis of what it takes. */
  int inputSize();

  /** Returns the extent of the last axis of what it gives. */
  int outputSize();

  /** Returns what it learns. */
  List<Parameter> parameters();

  /**
   * Returns the map of every row.
   *
   * @param weights with its parameters
   * @param input shape {@code [..., inputSize]}
   * @return shape {@code [..., outputSize]}
   */
  Tensor apply(Bound weights, Tensor input);
}
