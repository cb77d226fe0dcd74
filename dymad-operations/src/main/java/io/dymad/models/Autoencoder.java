package io.dymad.models;

import java.util.Locale;

/** How states become latent variables and come back. */
public enum Autoencoder {
  /** Two networks. */
  SMP,
  /** Two networks that add to their input. */
  RES,
  /** The state itself followed by a network of it; the decoder takes the first entries, exactly. */
  CAT,
  /** For windows: two networks of each step alone, as {@link #SMP}. */
  SEQ_SMP,
  /**
   * For windows: the first layer of the encoder is {@linkplain RecurrentNetwork recurrent}, all
   * others are of each step alone.
   */
  SEQ_STD,
  /** As {@link #SEQ_STD}, with the hyperbolic tangent in the first layer. */
  SEQ_RNN;

  /** Returns whether it is for windows. */
  boolean isSequential() {
    return this == SEQ_SMP || this == SEQ_STD || this == SEQ_RNN;
  }

  /** Returns DyMAD's name. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
