package io.dymad.sampling;

/** What a control given at the sample times does between them. */
public enum Hold {
  /** It keeps its value until the next sample (zero-order hold). */
  CONSTANT,
  /** It goes straight to the next value. */
  LINEAR,
  /** A natural cubic spline runs through the values. */
  CUBIC
}
