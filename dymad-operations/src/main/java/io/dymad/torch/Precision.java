package io.dymad.torch;

/** How many bits numbers of tensors have. */
public enum Precision {
  /** Doubles, of 53 significant bits. */
  FLOAT64,
  /** Floats, of 24 significant bits: half the memory, and faster for large products. */
  FLOAT32
}
