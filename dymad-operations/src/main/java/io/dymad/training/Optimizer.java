package io.dymad.training;

/**
 * A rule by which a gradient changes numbers, with what it remembers. It computes on the Java heap,
 * always in double precision, so that its memory can be kept and put back exactly.
 */
public sealed interface Optimizer permits Adam, Sgd {
  /** The rules there are. */
  enum Kind {
    /** Kingma and Ba (2015), with their constants. */
    ADAM,
    /** Gradient descent with the momentum 0.9. */
    SGD;

    /** Returns the rule that remembers a state. */
    public Optimizer restore(OptimizerState state) {
      return switch (this) {
        case ADAM -> new Adam(state);
        case SGD -> new Sgd(state);
      };
    }
  }

  /**
   * Returns the numbers after a step, and remembers it.
   *
   * @param rate the learning rate
   */
  double[] step(double[] values, double[] gradient, double rate);

  /** Returns what it remembers. */
  OptimizerState state();
}
