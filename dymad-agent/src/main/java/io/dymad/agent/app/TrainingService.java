package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.DatasetKind;
import io.dymad.agent.compiler.DeveloperRequests;
import io.dymad.agent.compiler.TrainingCompiler;
import io.dymad.agent.compiler.TrainingRequest;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.registry.Models;
import io.dymad.agent.registry.Registry;
import io.dymad.agent.registry.TrainingCapability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trains models: tells what can be trained, compiles requests. */
public final class TrainingService {
  private final Registry registry;
  private final Datasets datasets;
  private final TrainingCompiler compiler;
  private final TrainingRuns runs;

  TrainingService(
      Registry registry, Datasets datasets, TrainingCompiler compiler, TrainingRuns runs) {
    this.registry = requireNonNull(registry, "registry");
    this.datasets = requireNonNull(datasets, "datasets");
    this.compiler = requireNonNull(compiler, "compiler");
    this.runs = requireNonNull(runs, "runs");
  }

  /**
   * Returns how each family is trained by default.
   *
   * @param dataset handle of a dataset whose kind counts alone; all kinds if there is none
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}
   */
  public Map<String, @Nullable Object> capabilities(Optional<String> dataset) {
    Optional<DatasetKind> kind = dataset.map(this::kind);
    List<Map<String, Object>> capabilities =
        registry.trainings().stream()
            .filter(training -> kind.isEmpty() || training.kind() == kind.get())
            .map(TrainingCapability::summary)
            .toList();
    Map<String, @Nullable Object> data =
        Answers.of("dataset_kind", kind.map(DatasetKind::wireName).orElse(null));
    data.put("capabilities", capabilities);
    return data;
  }

  private DatasetKind kind(String dataset) {
    return datasets.get(dataset, "dataset_handle").kind();
  }

  /**
   * Returns all that a request for a model's training needs to know.
   *
   * @param model family, alias, variant or reference
   * @param dataset handle of a dataset that tells the kind
   * @param kind regular or graph, unless a dataset tells it; regular if nothing does
   * @throws io.dymad.agent.AgentException with {@code unknown_model_key}, {@code dataset_kind} or
   *     whatever is wrong with the handle
   */
  public Map<String, @Nullable Object> describe(
      String model, Optional<String> dataset, Optional<String> kind) {
    DatasetKind known =
        dataset
            .map(this::kind)
            .or(() -> kind.map(name -> DatasetKind.ofName(name, "dataset_kind")))
            .orElse(DatasetKind.REGULAR);
    Map<String, @Nullable Object> data = Answers.of("dataset_kind", known.wireName());
    data.put("detail", registry.training(Models.resolve(model, known)).detail());
    return data;
  }

  /**
   * Checks a request and keeps it compiled.
   *
   * @throws io.dymad.agent.AgentException with the field at fault; nothing is kept
   */
  public Map<String, @Nullable Object> compile(Map<String, ? extends @Nullable Object> request) {
    return compiled(compiler.compile(TrainingRequest.of(request)));
  }

  private static Map<String, @Nullable Object> compiled(CompiledRequest compiled) {
    return Answers.compiled(
        "Compiled the training %s of %s as %s."
            .formatted(
                compiled.settings().get("effective_run_name"),
                compiled.content().get("model_ref"),
                compiled.handle()),
        compiled);
  }

  /**
   * Checks a request of a developer, who calls the model {@code model_ref} and the changes of its
   * profile {@code config}, and keeps it compiled.
   *
   * @throws io.dymad.agent.AgentException with the field at fault; nothing is kept
   */
  public Map<String, @Nullable Object> compileDeveloper(
      Map<String, ? extends @Nullable Object> request) {
    return compiled(new DeveloperRequests(compiler).compile(request));
  }

  /**
   * Compiles a request of a developer and starts its training, as {@link #start} does.
   *
   * @throws io.dymad.agent.AgentException as {@link #compileDeveloper} and {@link #start} do
   */
  public Map<String, @Nullable Object> startDeveloper(
      Map<String, ? extends @Nullable Object> request, String artifactRoot) {
    CompiledRequest compiled = new DeveloperRequests(compiler).compile(request);
    return start(compiled.handle().toString(), artifactRoot);
  }

  /**
   * Starts the training of a compiled request and returns at once. One that is under way or done is
   * not started again, whoever asks.
   *
   * @param artifactRoot directory in which the run gets one of its name; relative to the agent's
   *     directory, or absolute
   * @throws io.dymad.agent.AgentException with {@code unknown_handle}, {@code handle_kind}, {@code
   *     cannot_write} or {@code cannot_start}
   */
  public Map<String, @Nullable Object> start(String request, String artifactRoot) {
    return runs.start(request, artifactRoot);
  }

  /**
   * Tells how far a training is, and what it has left.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}
   */
  public Map<String, @Nullable Object> describeRun(String run) {
    return runs.describe(run);
  }

  /**
   * Reads a part of a training's log.
   *
   * @param offset where it starts, in bytes: 0, or the {@code next_offset} of the part before
   * @param most at most this many bytes
   * @throws io.dymad.agent.AgentException with {@code unknown_handle}, {@code handle_kind} or
   *     {@code invalid_field}
   */
  public Map<String, @Nullable Object> readLog(String run, long offset, int most) {
    return runs.readLog(run, offset, most);
  }

  /**
   * Asks a training to stop; it is over a moment later, and goes on from there if it is started
   * again.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}
   */
  public Map<String, @Nullable Object> cancel(String run) {
    return runs.cancel(run);
  }
}
