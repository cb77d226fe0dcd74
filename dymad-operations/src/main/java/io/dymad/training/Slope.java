package io.dymad.training;

import java.util.Arrays;

/** A loss and its gradient. */
final class Slope {
  private final double loss;
  private final double[] gradient;
  private final double norm;

  Slope(double loss, double[] gradient) {
    this.loss = loss;
    this.gradient = gradient;
    double sum = 0;
    for (double slope : gradient) {
      sum += slope * slope;
    }
    this.norm = Math.sqrt(sum);
  }

  double loss() {
    return loss;
  }

  /** Returns the Euclidean norm of the gradient. */
  double norm() {
    return norm;
  }

  /** Returns the gradient, shortened to a norm if it is longer; 0 for no limit. */
  double[] clipped(double limit) {
    return limit == 0 || norm <= limit
        ? gradient
        : Arrays.stream(gradient).map(slope -> slope * (limit / norm)).toArray();
  }
}
