package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.Arrays;

/** Numbers of several parts, such as the nodes of a network, that stand side by side. */
final class Parts {
  private Parts() {}

  /**
   * Returns the parts one below the other: {@code [..., parts · size]} as {@code [..., parts,
   * size]}.
   */
  static Tensor apart(Tensor together, int parts) {
    long[] shape = together.shape();
    long[] apart = Arrays.copyOf(shape, shape.length + 1);
    apart[shape.length - 1] = parts;
    apart[shape.length] = shape[shape.length - 1] / parts;
    return together.reshaped(apart);
  }

  /** Returns the parts side by side: {@code [..., parts, size]} as {@code [..., parts · size]}. */
  static Tensor together(Tensor apart) {
    long[] shape = apart.shape();
    long[] together = Arrays.copyOf(shape, shape.length - 1);
    together[together.length - 1] = shape[shape.length - 2] * shape[shape.length - 1];
    return apart.reshaped(together);
  }
}
