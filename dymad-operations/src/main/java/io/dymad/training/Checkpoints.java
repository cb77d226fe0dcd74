package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.edmd.Dictionary;
import io.dymad.models.Dopri5;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Parameter;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Weights;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.TransformFiles;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * States of trainings as files: a JSON document that says what was trained and where it is, and
 * beside it an {@code .npz}, which numpy reads, with all numbers. Nothing in them is code.
 *
 * <p>The arrays are {@code weights/<parameter>} and {@code best/<parameter>}, each {@code [rows,
 * columns]}; {@code optimizer/first}, {@code optimizer/second}; {@code history}, {@code [epochs,
 * 6]} with the components of {@link Epoch}, after the first epoch; {@code numbers}: the learning
 * rate, the best loss, the time step, and the tolerances of the integrator if it has any; and those
 * of transforms, {@code transforms/x/…} and {@code transforms/u/…}.
 */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * Writes the state of a training on data as they are, replacing the one before in one move.
   *
   * @param spec what the task's model was built of
   * @param file the JSON document; its name ends in {@code .json}
   * @throws MetalabException with FILE_UNREADABLE if it cannot be written
   */
  public static void write(ModelSpec spec, TrainingTask task, TrainingState state, Path file) {
    LatentModel model = task.model();
    write(
        ModelOrigin.of(spec, ChannelTransforms.identity(model.stateSize(), model.controlSize())),
        task,
        state,
        file);
  }

  /**
   * Writes the state of a training on transformed data, replacing the one before in one move.
   *
   * @param origin what the task's model was built of, and what its data went through
   * @param file the JSON document; its name ends in {@code .json}
   * @throws IllegalArgumentException if the transforms do not give what the model takes, or hold
   *     code
   * @throws MetalabException with FILE_UNREADABLE if it cannot be written
   */
  public static void write(ModelOrigin origin, TrainingTask task, TrainingState state, Path file) {
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    Map<String, Object> document = describe(origin, task, state, arrays);
    Cursor at = state.cursor();
    document.put(
        "cursor", List.of(at.phase(), at.epoch(), at.stage(), at.stageEpochs(), at.sinceBest()));
    document.put("optimizer_steps", state.optimizer().steps());
    put(arrays, "weights/", state.weights());
    int size = state.weights().size();
    arrays.put("optimizer/first", NdArray.of(state.optimizer().first(), size));
    arrays.put("optimizer/second", NdArray.of(state.optimizer().second(), size));
    findHistory(state).ifPresent(history -> arrays.put("history", history));
    new CheckpointFile(document, arrays).write(file);
  }

  /**
   * Writes the best model of a training alone, for {@link #loadModel}, replacing the one before in
   * one move.
   *
   * @param origin what the task's model was built of, and what its data went through
   * @param file the JSON document; its name ends in {@code .json}
   * @throws IllegalArgumentException as {@link #write(ModelOrigin, TrainingTask, TrainingState,
   *     Path)}
   * @throws MetalabException with FILE_UNREADABLE if it cannot be written
   */
  public static void writeModel(
      ModelOrigin origin, TrainingTask task, TrainingState state, Path file) {
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    new CheckpointFile(describe(origin, task, state, arrays), arrays).write(file);
  }

  /** Returns what is said of the best model, and adds its arrays. */
  private static Map<String, Object> describe(
      ModelOrigin origin,
      TrainingTask task,
      TrainingState state,
      SortedMap<String, NdArray> arrays) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", origin.spec().toMap());
    document.put("states", task.model().stateSize());
    document.put("controls", task.model().controlSize());
    put(document, task.rollout());
    document.put("precision", task.precision().name().toLowerCase(Locale.ROOT));
    document.put("transforms", transforms(origin.transforms(), task.model(), arrays));
    document.put("notes", origin.notes());
    document.put("fitted", describe(task.data().train()));
    document.put("held_out", describe(task.data().heldOut()));
    document.put("best", List.of(state.best().phase(), state.best().epoch()));
    put(arrays, "best/", state.best().weights());
    arrays.put("numbers", numbers(task, state));
    return document;
  }

  private static Map<String, Object> describe(Trajectories data) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("trajectories", data.size());
    description.put("samples", data.steps());
    description.put("sha256", data.contentHash());
    return description;
  }

  private static Map<String, Object> transforms(
      ChannelTransforms transforms, LatentModel model, SortedMap<String, NdArray> arrays) {
    transforms.requireSizes(model.stateSize(), model.controlSize());
    Map<String, Object> documents = new LinkedHashMap<>();
    Map.of("x", transforms.x(), "u", transforms.u())
        .forEach(
            (channel, transform) ->
                TransformFiles.arrays(transform)
                    .forEach((name, array) -> arrays.put(prefix(channel) + name, array)));
    documents.put("x", TransformFiles.document(transforms.x()));
    documents.put("u", TransformFiles.document(transforms.u()));
    return documents;
  }

  /** Returns what the names of arrays of a channel's transform start with. */
  static String prefix(String channel) {
    return "transforms/" + channel + "/";
  }

  private static void put(Map<String, Object> document, Rollout rollout) {
    document.put("input_order", rollout.hold().name().toLowerCase(Locale.ROOT));
    document.put("integrator", rollout.integrator() instanceof Rk4 ? "rk4" : "dopri5");
    if (rollout.integrator() instanceof Rk4 rk4) {
      document.put("substeps", rk4.substeps());
    }
  }

  /** Returns the epochs, shape {@code [epochs, 6]}; none before the first. */
  static Optional<NdArray> findHistory(TrainingState state) {
    double[] history =
        state.history().stream().flatMapToDouble(epoch -> Arrays.stream(epoch.toArray())).toArray();
    return history.length == 0
        ? Optional.empty()
        : Optional.of(NdArray.of(history, state.history().size(), Epoch.COMPONENTS));
  }

  private static NdArray numbers(TrainingTask task, TrainingState state) {
    List<Double> numbers =
        new ArrayList<>(List.of(state.cursor().learningRate(), state.best().loss(), task.step()));
    if (task.rollout().integrator() instanceof Dopri5 dopri5) {
      numbers.add(dopri5.relativeTolerance());
      numbers.add(dopri5.absoluteTolerance());
    }
    return NdArray.of(numbers.stream().mapToDouble(Double::doubleValue).toArray(), numbers.size());
  }

  private static void put(Map<String, NdArray> arrays, String prefix, Weights weights) {
    for (Parameter parameter : weights.parameters()) {
      arrays.put(
          prefix + parameter.name(),
          NdArray.of(
              weights.matrix(parameter.name()).toRowMajor(),
              parameter.rows(),
              parameter.columns()));
    }
  }

  /**
   * Returns the state of a training, to go on with.
   *
   * @param task what was trained
   * @param file the JSON document
   * @throws MetalabException with FILE_UNREADABLE if a file is missing, with SERIALIZATION if it is
   *     of another format or version, was changed, or belongs to another model or other data
   */
  public static TrainingState read(TrainingTask task, Path file) {
    CheckpointReader reader = new CheckpointReader(file);
    reader.require("fitted", task.data().train(), "the trajectories to fit");
    reader.require("held_out", task.data().heldOut(), "the trajectories held out");
    return reader.state(task.model());
  }

  /**
   * Returns the best model of a checkpoint, to predict with in the units of the data: transforms
   * are in it.
   *
   * @param file the JSON document
   * @param known dictionaries written in code that the transforms may have been fitted with
   * @throws MetalabException with FILE_UNREADABLE if a file is missing, with SERIALIZATION if it is
   *     of another format or version, or was changed
   */
  public static TrainedModel loadModel(Path file, Dictionary... known) {
    return new CheckpointReader(file).model(known);
  }

  /**
   * Returns where the model of a checkpoint comes from.
   *
   * @param file the JSON document
   * @param known dictionaries written in code that the transforms may have been fitted with
   * @throws MetalabException as {@link #loadModel}
   */
  public static ModelOrigin readOrigin(Path file, Dictionary... known) {
    return new CheckpointReader(file).origin(known);
  }
}
