package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.models.Variant;
import io.dymad.training.TrainedModel;

/**
 * What a checkpoint holds.
 *
 * @param variant which model it is
 * @param best the model with its best weights, which predicts in the units of the data
 */
public record CheckpointModel(Variant variant, TrainedModel best) {
  public CheckpointModel {
    requireNonNull(variant, "variant");
    requireNonNull(best, "best");
  }
}
