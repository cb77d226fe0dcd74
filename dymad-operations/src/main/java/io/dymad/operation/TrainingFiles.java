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

  /** Writes all of it into a new directory. */
  static void write(TrainingPlan plan, TrainingState state, Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The directory %s cannot be made: %s".formatted(directory, e),
          e);
    }
    TrainedOn trainedOn = TrainedOn.of(plan.data().train(), plan.data().heldOut());
    ModelOrigin origin =
        ModelOrigin.of(plan.model(), plan.data().transforms()).withNotes(trainedOn.toNotes());
    Checkpoints.write(origin, plan.task(), state, directory.resolve(STATE));
  }

  /** Returns the state to go on with. */
  static TrainingState state(TrainingPlan plan, Path directory) {
    return Checkpoints.read(plan.task(), directory.resolve(STATE));
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
