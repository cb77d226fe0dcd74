package io.dymad.models;

/** What dynamics give. */
public enum Time {
  /** Rates of latent variables, per unit of time. */
  CONTINUOUS,
  /** What latent variables are one sample later. */
  DISCRETE
}
