package io.dymad.models;

import io.dymad.torch.Tensor;

/**
 * Controls over time, known at equally spaced samples.
 *
 * @param samples shape {@code [courses, samples, controls]}
 * @param hold what they are in between
 */
record ControlCourse(Tensor samples, Hold hold) {
  /**
   * Returns the controls between two samples, shape {@code [courses, controls]}.
   *
   * @param sample the one before
   * @param share of the time to the next one that has gone by, from 0 to 1
   */
  Tensor at(int sample, double share) {
    int count = samples.extent(1);
    if (share == 0 || hold == Hold.ZOH) {
      return samples.at(1, sample);
    }
    if (share == 1) {
      return samples.at(1, sample + 1);
    }
    int support = Math.min(hold.support(), count);
    int first = Math.max(0, Math.min(sample - (support - 1) / 2, count - support));
    double place = sample + share - first;
    double[] weights = new double[support];
    for (int i = 0; i < support; i++) {
      weights[i] = lagrange(i, support, place);
    }
    Tensor near = samples.slice(1, first, (long) first + support);
    return samples.constantLike(weights, 1, support).matrixTimes(near).at(1, 0);
  }

  /** Returns the polynomial through 1 at one node and 0 at the others of 0, 1, …, at a place. */
  private static double lagrange(int node, int nodes, double place) {
    double product = 1;
    for (int other = 0; other < nodes; other++) {
      if (other != node) {
        product *= (place - other) / (node - other);
      }
    }
    return product;
  }
}
