package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.compiler.EvaluationRequest;
import io.dymad.agent.exec.InputPlans;
import io.dymad.agent.exec.RunPlan;
import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.AgentRuns;
import io.dymad.agent.facade.CheckpointRecord;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.DatasetRecord;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.registry.Evaluations;
import io.dymad.agent.registry.Registry;
import io.dymad.agent.store.HandleKind;
import io.metalab.core.json.Json;
import io.metalab.core.registry.BoundOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges trained models, in processes of their own, and waits for what comes of it. */
public final class EvaluationService {
  private final Evaluations evaluations;
  private final BoundOperation operation;
  private final Datasets datasets;
  private final Checkpoints checkpoints;
  private final InputPlans plans;
  private final AgentRuns runs;
  private final Jobs jobs;

  EvaluationService(
      Registry registry,
      BoundOperation operation,
      Datasets datasets,
      Checkpoints checkpoints,
      InputPlans plans,
      AgentRuns runs,
      Jobs jobs) {
    this.evaluations = registry.evaluations();
    this.operation = requireNonNull(operation, "operation");
    this.datasets = requireNonNull(datasets, "datasets");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.plans = requireNonNull(plans, "plans");
    this.runs = requireNonNull(runs, "runs");
    this.jobs = requireNonNull(jobs, "jobs");
  }

  /** Returns the evaluations; they are the same for all kinds of datasets. */
  public Map<String, @Nullable Object> capabilities() {
    return Answers.of("capabilities", evaluations.all());
  }

  /**
   * Returns the evaluations for a dataset.
   *
   * @param dataset handle of a dataset, whose kind is told, too
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}
   */
  public Map<String, @Nullable Object> capabilities(Optional<String> dataset) {
    Map<String, @Nullable Object> data =
        Answers.of(
            "dataset_kind",
            dataset
                .map(handle -> datasets.get(handle, "dataset_handle").kind().wireName())
                .orElse(null));
    data.putAll(capabilities());
    return data;
  }

  /**
   * Judges a trained model by courses that it was not fitted to. What was judged before is not
   * judged again.
   *
   * @param request {@code checkpoint_handle}, {@code test_dataset_handle}, {@code artifact_root},
   *     and maybe {@code metric}, {@code plot_selection}, {@code max_plots}, {@code predict_kwargs}
   * @throws io.dymad.agent.AgentException with the field at fault, or {@code run_failed}
   */
  public Map<String, @Nullable Object> evaluate(
      Map<String, ? extends @Nullable Object> request, Told told) {
    EvaluationRequest wanted = EvaluationRequest.of(request, evaluations);
    CheckpointRecord checkpoint = checkpoints.get(wanted.checkpoint(), "checkpoint_handle");
    DatasetRecord dataset = datasets.get(wanted.testDataset(), "test_dataset_handle");
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("checkpoint", checkpoint.handle().toString());
    inputs.put("dataset", dataset.handle().toString());
    RunPlan plan = plans.of(operation, inputs, wanted.predictParameters());
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("metric", wanted.metric());
    content.put("checkpoint_handle", checkpoint.handle().toString());
    content.put("test_dataset_handle", dataset.handle().toString());
    content.put("predict_kwargs", wanted.predictParameters());
    AgentRun run =
        runs.put(
            HandleKind.EVALUATION,
            List.of(checkpoint.handle(), dataset.handle()),
            content,
            plan.runId());
    Path place = Path.of(wanted.artifactRoot(), "evaluations", run.handle().toString());
    return Answers.of(
        "result", result(wanted, content, jobs.run(run, plan, place, "The evaluation", told)));
  }

  private static Map<String, @Nullable Object> result(
      EvaluationRequest request, Map<String, @Nullable Object> content, Jobs.Done done) {
    Map<String, @Nullable Object> result = Answers.of("handle", done.run().handle().toString());
    result.putAll(content);
    result.putAll(errors(done.files()));
    result.put("metrics", done.record().metrics());
    result.put("plots", plots(request, done.files()));
    result.put("artifacts", RunAnswers.paths(done.files()));
    result.put("run_id", done.record().runId().hex());
    return result;
  }

  private static Map<String, @Nullable Object> errors(Map<String, Path> files) {
    Path file = requireNonNull(files.get("metrics.json"), "metrics.json");
    try {
      return Json.parseObject(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pictures that are asked for, the selected one first. */
  private static List<String> plots(EvaluationRequest request, Map<String, Path> files) {
    return Stream.concat(Stream.of(request.plotSelection()), Evaluations.PLOT_SELECTIONS.stream())
        .distinct()
        .map(selection -> files.get("plots/course_%s.png".formatted(selection)))
        .filter(Objects::nonNull)
        .map(Path::toString)
        .limit(request.maxPlots())
        .toList();
  }
}
