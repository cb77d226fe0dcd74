package io.metalab.examples.pipeline;

/** What a series is turned into before a model is fitted to it, and back. */
enum Transform {
  /** The values themselves. */
  NONE,
  /** Their square roots, whose spread depends less on the level. */
  SQRT;

  static Transform of(String name) {
    return name.equals("sqrt") ? SQRT : NONE;
  }

  double apply(double value) {
    return this == SQRT ? Math.sqrt(value) : value;
  }

  double[] apply(double[] values) {
    double[] applied = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      applied[i] = apply(values[i]);
    }
    return applied;
  }

  /** A forecast below zero is one of zero. */
  double undo(double value) {
    return this == SQRT ? Math.pow(Math.max(0, value), 2) : Math.max(0, value);
  }
}
