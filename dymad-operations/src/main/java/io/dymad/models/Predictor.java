package io.dymad.models;

/** How a course is predicted. */
public enum Predictor {
  /**
   * Latent variables are decoded and encoded again at every step, and in continuous time at every
   * evaluation of rates: they stay on the manifold of encoded states.
   */
  ODE("ode"),
  /** The first state is encoded, latent variables go their way, and all are decoded at the end. */
  NP("np"),
  /**
   * As {@link #NP}; in continuous time, linear dynamics without controls are solved exactly by the
   * matrix exponential over a step.
   */
  EXP("exp");

  private final String key;

  Predictor(String key) {
    this.key = key;
  }

  /** Returns DyMAD's name of the predictor. */
  public String key() {
    return key;
  }
}
