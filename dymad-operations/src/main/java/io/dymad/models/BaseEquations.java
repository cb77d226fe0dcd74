package io.dymad.models;

import io.dymad.torch.Tensor;

/** Equations that are known up to a term that is learned. */
@FunctionalInterface
public interface BaseEquations {
  /**
   * Returns rates or successors of states.
   *
   * @param states shape {@code [..., states]}
   * @param inputs controls and parameters of the system
   * @param correction the learned term, shape {@code [..., corrections]}
   * @return shape {@code [..., states]}
   */
  Tensor apply(Tensor states, Inputs inputs, Tensor correction);
}
