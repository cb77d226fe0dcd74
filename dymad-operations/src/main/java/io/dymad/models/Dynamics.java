package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.List;

/** How latent variables change: their rates, or in discrete time what they are a step later. */
public interface Dynamics {
  /** Returns the number of latent variables. */
  int latentSize();

  /** Returns the number of controls; 0 if it takes none. */
  int controlSize();

  /** Returns what it learns. */
  List<Parameter> parameters();

  /**
   * Returns rates or successors of latent variables.
   *
   * @param latent shape {@code [..., latentSize]}
   * @param inputs with controls {@code [..., controlSize]}, unless there are none
   * @return shape {@code [..., latentSize]}
   */
  Tensor apply(Bound weights, Tensor latent, Inputs inputs);
}
