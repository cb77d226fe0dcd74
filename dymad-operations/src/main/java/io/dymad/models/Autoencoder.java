package io.dymad.models;

import java.util.Locale;

/** How states become latent variables and come back. */
public enum Autoencoder {
  /** Two networks. */
  SMP,
  /** Two networks that add to their input. */
  RES,
  /** The state itself followed by a network of it; the decoder takes the first entries, exactly. */
  CAT;

  /** Returns DyMAD's name. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
