package io.dymad.training;

import static java.util.Objects.requireNonNull;

/**
 * How a phase goes down gradients.
 *
 * @param optimizer the rule of steps
 * @param epochs how often all courses are gone through, at most
 * @param learningRate of the first epoch, above 0
 * @param decayRate what the learning rate is multiplied by after each epoch, in (0, 1]
 * @param minLearningRate what it does not fall below
 */
public record Schedule(
    Optimizer.Kind optimizer,
    int epochs,
    double learningRate,
    double decayRate,
    double minLearningRate) {
  public Schedule {
    requireNonNull(optimizer, "optimizer");
    if (epochs < 0) {
      throw new IllegalArgumentException("The epochs (%d) must be at least 0.".formatted(epochs));
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)
        || !(decayRate > 0 && decayRate <= 1)
        || !(minLearningRate >= 0)) {
      throw new IllegalArgumentException(
          "The learning rate (%s) must be above 0, its decay (%s) above 0 and at most 1, its least value (%s) at least 0."
              .formatted(learningRate, decayRate, minLearningRate));
    }
  }

  /** Returns DyMAD's values: Adam with the rate 1e-3, decay 0.999, at least 1e-6. */
  public static Schedule of(int epochs) {
    return new Schedule(Optimizer.Kind.ADAM, epochs, 1e-3, 0.999, 1e-6);
  }

  /** Returns the same with another learning rate at the start. */
  public Schedule withLearningRate(double rate) {
    return new Schedule(optimizer, epochs, rate, decayRate, minLearningRate);
  }

  /** Returns the same with another decay. */
  public Schedule withDecayRate(double rate) {
    return new Schedule(optimizer, epochs, learningRate, rate, minLearningRate);
  }

  /** Returns the same with another rule of steps. */
  public Schedule withOptimizer(Optimizer.Kind kind) {
    return new Schedule(kind, epochs, learningRate, decayRate, minLearningRate);
  }

  /** Returns the learning rate after one of an epoch. */
  double after(double rate) {
    return Math.max(Math.min(rate, minLearningRate), rate * decayRate);
  }
}
