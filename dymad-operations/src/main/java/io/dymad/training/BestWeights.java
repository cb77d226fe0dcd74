package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.models.Weights;

/**
 * The weights with the lowest loss of rollouts of held-out trajectories, by the criteria of the
 * task.
 *
 * @param weights the weights
 * @param loss that loss, infinite if no rollout was finite
 * @param phase that made them
 * @param epoch of that phase
 */
public record BestWeights(Weights weights, double loss, int phase, int epoch) {
  public BestWeights {
    requireNonNull(weights, "weights");
    if (Double.isNaN(loss)) {
      throw new IllegalArgumentException("A loss that is no number is not the lowest.");
    }
  }
}
