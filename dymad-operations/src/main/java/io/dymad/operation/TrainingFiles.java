package io.dymad.operation;

import io.dymad.training.Checkpoints;
import io.dymad.training.ModelOrigin;
import io.dymad.training.TrainedModel;
import io.dymad.training.TrainingState;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of artifacts in which a training leaves its state. */
final class TrainingFiles {
  /** The name of the directory. */
  static final String DIRECTORY = "checkpoint";

  /** The document of the state in it. */
  static final String STATE = "training.json";

  private TrainingFiles() {}

  /** Writes all of it into a new directory, and what phases kept. */
  static void write(TrainingPlan plan, TrainingState state, KeptPhases kept, Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The directory %s cannot be made: %s".formatted(directory, e),
          e);
    }
    Checkpoints.write(origin(plan), plan.task(), state, directory.resolve(STATE));
    kept.write(directory);
  }

  /** Returns what checkpoints say of where their model comes from. */
  static ModelOrigin origin(TrainingPlan plan) {
    TrainedOn trainedOn = TrainedOn.of(plan.data().train(), plan.data().heldOut());
    return ModelOrigin.of(plan.model(), plan.data().transforms()).withNotes(trainedOn.toNotes());
  }

  /** Returns the state to go on with, after what phases before had kept is taken over. */
  static TrainingState state(TrainingPlan plan, KeptPhases kept, Path directory) {
    TrainingState state = Checkpoints.read(plan.task(), directory.resolve(STATE));
    kept.restore(directory, state.cursor().phase());
    return state;
  }

  /**
   * Returns the best model.
   *
   * @throws MetalabException as {@link Checkpoints#loadModel}
   */
  static TrainedModel model(Path directory) {
    return Checkpoints.loadModel(directory.resolve(STATE));
  }

  /**
   * Returns what the model was trained on.
   *
   * @throws MetalabException as {@link Checkpoints#readOrigin}, and with SERIALIZATION if the
   *     checkpoint does not say
   */
  static TrainedOn trainedOn(Path directory) {
    Path file = directory.resolve(STATE);
    try {
      return TrainedOn.ofNotes(Checkpoints.readOrigin(file).notes());
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION, "The file %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
