package io.dymad.models;

import io.dymad.torch.Tensor;

/** How rates become courses, in a way that gradients go through. */
public sealed interface Integrator permits Rk4, Dopri5 {
  /** Rates at a share of the time between two samples. */
  @FunctionalInterface
  interface Rates {
    /**
     * Returns the rates of latent variables.
     *
     * @param share of the time between two samples that has gone by, from 0 to 1
     */
    Tensor at(double share, Tensor latent);
  }

  /**
   * Returns the latent variables a step later.
   *
   * @param step time from one sample to the next
   */
  Tensor advance(Tensor latent, double step, Rates rates);
}
