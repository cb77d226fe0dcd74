package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.exec.RunLogs;
import io.dymad.agent.exec.RunPhase;
import io.dymad.agent.exec.RunPlan;
import io.dymad.agent.exec.RunState;
import io.dymad.agent.exec.TrainingPlans;
import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.CompiledRequests;
import io.dymad.agent.facade.WorkerProcess;
import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trainings that were started. */
final class TrainingRuns {
  private static final String REQUEST = "compiled_request_handle";
  private static final String CHECKPOINT = "checkpoint";
  private static final int MOST_BYTES = 1 << 20;

  private final CompiledRequests requests;
  private final TrainingPlans plans;
  private final Checkpoints checkpoints;
  private final Execution execution;
  private final Path directory;

  TrainingRuns(
      CompiledRequests requests,
      TrainingPlans plans,
      Checkpoints checkpoints,
      Execution execution,
      Path directory) {
    this.requests = requireNonNull(requests, "requests");
    this.plans = requireNonNull(plans, "plans");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.execution = requireNonNull(execution, "execution");
    this.directory = requireNonNull(directory, "directory");
  }

  Map<String, @Nullable Object> start(String request, String artifactRoot) {
    CompiledRequest compiled = requests.get(request, REQUEST);
    RunPlan plan = plans.of(compiled);
    Path place =
        directory
            .resolve(artifactRoot)
            .resolve(String.valueOf(compiled.settings().get("effective_run_name")))
            .normalize();
    AgentRun run =
        execution
            .runs()
            .put(
                HandleKind.TRAINING_RUN,
                List.of(compiled.handle()),
                Map.of(REQUEST, compiled.handle().toString()),
                plan.runId());
    return answer(execution.starts().start(run, plan, place), compiled);
  }

  Map<String, @Nullable Object> describe(String handle) {
    AgentRun run = run(handle);
    return answer(run, requests.get(run.text(REQUEST), REQUEST));
  }

  Map<String, @Nullable Object> readLog(String handle, long offset, int most) {
    check("offset", offset, 0, Long.MAX_VALUE);
    check("max_bytes", most, RunLogs.LEAST_BYTES, MOST_BYTES);
    RunLogs.Part part = execution.logs().read(run(handle), offset, most);
    Map<String, @Nullable Object> data = Answers.of("text", part.text());
    data.put("next_offset", part.nextOffset());
    data.put("eof", part.eof());
    return data;
  }

  private static void check(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw AgentProblem.of(
              "invalid_field",
              "%s (%d) must be from %d to %d.".formatted(field, value, least, most))
          .at(field)
          .exception();
    }
  }

  Map<String, @Nullable Object> cancel(String handle) {
    AgentRun run = run(handle);
    if (!execution.states().of(run).phase().isOver()) {
      execution
          .states()
          .cancel(execution.runs().cancelled(run), "Cancelled by a client of the agent.");
    }
    return describe(handle);
  }

  private AgentRun run(String handle) {
    return execution.runs().get(HandleKind.TRAINING_RUN, handle, "training_run_handle");
  }

  private Map<String, @Nullable Object> answer(AgentRun run, CompiledRequest request) {
    RunState state = execution.states().of(run);
    Map<String, @Nullable Object> map = RunAnswers.of(run, state);
    for (String field :
        List.of(
            "model_ref", "train_dataset_handle", "valid_dataset_handle", "train_dataset_kind")) {
      map.put(field, request.content().get(field));
    }
    map.put("reference_profile", request.settings().get("reference_profile"));
    map.put("run_name", request.settings().get("effective_run_name"));
    map.put("artifacts", Map.of());
    if (state.phase() == RunPhase.SUCCEEDED && run.worker().isPresent()) {
      putFiles(map, run, state, request, run.worker().get());
    }
    Map<String, @Nullable Object> data =
        Answers.of(
            "summary",
            "%s is %s.%s"
                .formatted(
                    run.handle(),
                    state.phase(),
                    state.error().isNone() ? "" : " " + state.error().message()));
    data.put("training_run", map);
    return data;
  }

  private void putFiles(
      Map<String, @Nullable Object> map,
      AgentRun run,
      RunState state,
      CompiledRequest request,
      WorkerProcess worker) {
    Map<String, Path> files =
        execution.files().copy(state.record().orElseThrow(), worker.directory());
    map.put("artifacts", RunAnswers.paths(files));
    if (files.keySet().stream().anyMatch(name -> name.startsWith(CHECKPOINT + "/"))) {
      Path checkpoint = worker.directory().resolve(CHECKPOINT);
      map.put("checkpoint_path", checkpoint.toString());
      Handle dataset =
          Handle.parse(String.valueOf(request.content().get("train_dataset_handle"))).orElseThrow();
      map.put(
          "checkpoint_handle",
          checkpoints
              .register(checkpoint.toString(), List.of(run.handle(), dataset))
              .handle()
              .toString());
    }
  }
}
