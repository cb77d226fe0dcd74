package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.models.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the epochs to come depend on, and what was before.
 *
 * @param cursor where the training is
 * @param weights the weights now
 * @param optimizer what the optimiser of the phase remembers
 * @param best the best weights so far
 * @param history what is remembered of each epoch
 */
public record TrainingState(
    Cursor cursor,
    Weights weights,
    OptimizerState optimizer,
    BestWeights best,
    List<Epoch> history) {
  public TrainingState {
    requireNonNull(cursor, "cursor");
    requireNonNull(weights, "weights");
    requireNonNull(optimizer, "optimizer");
    requireNonNull(best, "best");
    history = List.copyOf(history);
  }

  /** Returns the history with another epoch. */
  List<Epoch> with(Epoch epoch) {
    List<Epoch> longer = new ArrayList<>(history);
    longer.add(epoch);
    return longer;
  }
}
