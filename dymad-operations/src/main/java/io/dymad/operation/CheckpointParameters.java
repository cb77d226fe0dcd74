package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.training.TrainedModel;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parameter that says which trained model is looked at. */
final class CheckpointParameters {
  /** The name of the parameter. */
  static final String NAME = "checkpoint";

  private CheckpointParameters() {}

  /** Starts the description, without a default. */
  static ParameterSpec.Builder spec() {
    return ParameterSpec.of(NAME, ParameterType.DIR);
  }

  /**
   * Returns the best model of the checkpoint.
   *
   * @throws io.metalab.api.MetalabException if the directory is none, or one of another version
   */
  static TrainedModel model(Params params) {
    return TrainingFiles.model(directory(params));
  }

  /** Returns what the model was trained on, with the errors of {@link #model}. */
  static TrainedOn trainedOn(Params params) {
    return TrainingFiles.trainedOn(directory(params));
  }

  private static Path directory(Params params) {
    Path directory = params.getPath(NAME);
    if (!Files.exists(directory.resolve(TrainingFiles.STATE))) {
      throw Refusals.of(
          "params." + NAME,
          "The directory %s has no %s. Give the directory that dymad.train leaves, as in {artifact: checkpoint, stage: fit}."
              .formatted(directory, TrainingFiles.STATE));
    }
    return directory;
  }

  /**
   * Refuses data of another shape than the model takes.
   *
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS and both shapes
   */
  static void requireFit(TrainedModel model, Trajectories data) {
    int states = model.transforms().x().inputSize();
    int controls = model.transforms().u().inputSize();
    if (data.stateSize() != states || data.controlSize() != controls) {
      throw Refusals.of(
          "params.dataset",
          "It has %d states and %d controls, but the model of the checkpoint takes %d and %d."
              .formatted(data.stateSize(), data.controlSize(), states, controls));
    }
  }
}
