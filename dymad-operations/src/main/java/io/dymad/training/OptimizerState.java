package io.dymad.training;

/** What an {@link Optimizer} remembers: how many steps it made, and two numbers for each number. */
public final class OptimizerState {
  private final long steps;
  private final double[] first;
  private final double[] second;

  OptimizerState(long steps, double[] first, double[] second) {
    if (steps < 0 || first.length != second.length) {
      throw new IllegalArgumentException(
          "An optimiser does not remember %d steps, %d and %d numbers."
              .formatted(steps, first.length, second.length));
    }
    this.steps = steps;
    this.first = first.clone();
    this.second = second.clone();
  }

  /** Returns the memory of no step, for a number of numbers. */
  public static OptimizerState start(int size) {
    return new OptimizerState(0, new double[size], new double[size]);
  }

  /** Returns how many steps were made. */
  public long steps() {
    return steps;
  }

  /** Returns the first moments of the gradient, or the velocity. */
  public double[] first() {
    return first.clone();
  }

  /** Returns the second moments of the gradient; zeros if the rule has none. */
  public double[] second() {
    return second.clone();
  }
}
