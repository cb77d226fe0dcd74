package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.compiler.PredictionRequest;
import io.dymad.agent.exec.DatasetFiles;
import io.dymad.agent.exec.PredictedCourses;
import io.dymad.agent.facade.CheckpointModel;
import io.dymad.agent.facade.CheckpointRecord;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.DatasetRecord;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.facade.PredictionRecord;
import io.dymad.agent.facade.Predictions;
import io.dymad.agent.registry.ModelCapability;
import io.dymad.agent.store.Handle;
import io.dymad.core.Trajectories;
import io.dymad.io.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predicts with trained models: plans what is to be predicted, and makes it. */
public final class PredictionService {
  private final Datasets datasets;
  private final Checkpoints checkpoints;
  private final Predictions predictions;
  private final Path directory;

  PredictionService(
      Datasets datasets, Checkpoints checkpoints, Predictions predictions, Path directory) {
    this.datasets = requireNonNull(datasets, "datasets");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.predictions = requireNonNull(predictions, "predictions");
    this.directory = requireNonNull(directory, "directory");
  }

  /**
   * Checks a request for predictions of a registered model and keeps it.
   *
   * @param horizon samples of each course, the first one included
   * @throws io.dymad.agent.AgentException with {@code unknown_handle}, {@code handle_kind}, {@code
   *     invalid_field}, {@code model_mismatch} or {@code no_checkpoint}; nothing is kept
   */
  public Map<String, @Nullable Object> prepare(
      String checkpoint, int horizon, boolean hasControl, boolean hasGraph) {
    PredictionRequest request = new PredictionRequest(checkpoint, horizon, hasControl, hasGraph);
    CheckpointRecord record = checkpoints.get(checkpoint, "checkpoint_handle");
    CheckpointModel model = checkpoints.open(record, "checkpoint_handle");
    request.requireFit(model.variant(), model.best());
    PredictionRecord prediction = predictions.put(record, horizon, hasControl, hasGraph);
    Map<String, @Nullable Object> data =
        Answers.of(
            "summary",
            "Prepared predictions of %d samples by %s as %s."
                .formatted(horizon, checkpoint, prediction.handle()));
    data.put("prediction_request", prediction.toMap());
    return data;
  }

  /**
   * Registers a checkpoint and prepares predictions of it.
   *
   * @param model family, alias, variant or reference that its model must be of
   * @param path relative to the agent's directory, or absolute
   * @throws io.dymad.agent.AgentException as {@link #prepare}, and with {@code unknown_model_key}
   *     or {@code other_model}
   */
  public Map<String, @Nullable Object> plan(
      String model, String path, int horizon, boolean hasControl, boolean hasGraph) {
    NamedModels.require(model, checkpoints.variant(path));
    String checkpoint = checkpoints.register(path, List.of()).handle().toString();
    return prepare(checkpoint, horizon, hasControl, hasGraph);
  }

  /**
   * Predicts courses from the first samples of those of a dataset, writes them as a file of
   * trajectories and registers it, so that it can be used as any dataset.
   *
   * @param dataset handle of the dataset whose courses start and, with controls, drive them
   * @param artifactRoot directory for the file, relative to the agent's or absolute
   * @throws io.dymad.agent.AgentException with {@code unknown_handle}, {@code handle_kind}, {@code
   *     no_checkpoint}, {@code no_dataset}, {@code dataset_kind}, {@code dataset_mismatch}, {@code
   *     diverged} or {@code cannot_write}
   */
  public Map<String, @Nullable Object> materialize(
      String prediction, String dataset, String artifactRoot) {
    PredictionRecord record = predictions.get(prediction, "prediction_handle");
    DatasetRecord start = datasets.get(dataset, "dataset_handle");
    CheckpointRecord checkpoint = checkpoints.get(record.checkpoint(), "checkpoint_handle");
    CheckpointModel model = checkpoints.open(checkpoint, "prediction_handle");
    requireKind(model, checkpoint, start);
    Dataset measured = datasets.read(start, "dataset_handle");
    Trajectories predicted =
        new PredictedCourses(model.best(), record.horizon()).of(measured.trajectories());
    Path place = directory.resolve(artifactRoot).resolve("predictions").normalize();
    String name = "%s_%s.npz".formatted(record.handle(), start.handle());
    DatasetFiles.write(new Dataset(predicted, measured.others()), place, name);
    List<Handle> from = List.of(record.handle(), start.handle());
    DatasetRecord made = datasets.register(place.resolve(name).toString(), start.kind(), from);
    Map<String, @Nullable Object> result = Answers.of("handle", made.handle().toString());
    result.put("prediction_handle", record.handle().toString());
    result.put("checkpoint_handle", checkpoint.handle().toString());
    result.put("dataset_handle", start.handle().toString());
    result.put("path", made.path().toString());
    result.put("sha256", made.sha256());
    result.put("n_trajectories", predicted.size());
    result.put("horizon", record.horizon());
    result.put("state_dim", predicted.stateSize());
    return Answers.of("result", result);
  }

  private static void requireKind(
      CheckpointModel model, CheckpointRecord checkpoint, DatasetRecord dataset) {
    DatasetKind kind = ModelCapability.kind(model.variant());
    if (dataset.kind() != kind) {
      throw AgentProblem.of(
              "dataset_kind",
              "The dataset %s is %s, but the model of %s is one of %s datasets."
                  .formatted(
                      dataset.handle(),
                      dataset.kind().wireName(),
                      checkpoint.handle(),
                      kind.wireName()))
          .at("dataset_handle")
          .exception();
    }
  }
}
