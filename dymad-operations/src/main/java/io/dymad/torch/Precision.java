package io.dymad.torch;

import ai.djl.ndarray.types.DataType;

/** How many bits numbers of tensors have. */
public enum Precision {
  /** Doubles, of 53 significant bits. */
  FLOAT64(DataType.FLOAT64),
  /** Floats, of 24 significant bits: half the memory, and faster for large products. */
  FLOAT32(DataType.FLOAT32);

  private final DataType type;

  Precision(DataType type) {
    this.type = type;
  }

  DataType type() {
    return type;
  }
}
