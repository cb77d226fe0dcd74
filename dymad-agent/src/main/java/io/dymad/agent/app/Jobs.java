package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.exec.RunPhase;
import io.dymad.agent.exec.RunPlan;
import io.dymad.agent.exec.RunState;
import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.WorkerProcess;
import io.metalab.api.RunRecord;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs that a call waits for. What has succeeded before is not executed again. */
final class Jobs {
  private final Execution execution;
  private final Path directory;

  /**
   * Creates the jobs of an agent.
   *
   * @param directory what relative paths are relative to
   */
  Jobs(Execution execution, Path directory) {
    this.execution = requireNonNull(execution, "execution");
    this.directory = requireNonNull(directory, "directory");
  }

  /**
   * What a job left.
   *
   * @param run the run with the process that executed it
   * @param record of the run
   * @param files its artifacts by name
   */
  record Done(AgentRun run, RunRecord record, Map<String, Path> files) {
    Done {
      requireNonNull(run, "run");
      requireNonNull(record, "record");
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
  }

  /**
   * Executes a run in a process of its own and waits for it.
   *
   * @param place directory of the run, relative to the agent's or absolute
   * @param doing what it is, for people
   * @throws io.dymad.agent.AgentException with {@code run_failed} if it does not succeed, or if it
   *     cannot be started
   */
  Done run(AgentRun wanted, RunPlan plan, Path place, String doing, Told told) {
    Path root = directory.resolve(place).normalize();
    AgentRun run = execution.starts().start(wanted, plan, root);
    RunState state =
        execution.starts().await(run, seen -> told.tell("%s: %s".formatted(doing, seen.phase())));
    if (state.phase() != RunPhase.SUCCEEDED) {
      throw AgentProblem.of(
              "run_failed",
              "%s failed: %s: %s".formatted(doing, state.error().type(), state.error().message()))
          .withHint("metalab log %s".formatted(run.runId().hex().substring(0, 8)))
          .withDetail("handle", run.handle().toString())
          .withDetail("run_id", run.runId().hex())
          .withDetail("error_type", state.error().type())
          .exception();
    }
    RunRecord record = state.record().orElseThrow();
    Path files = run.worker().map(WorkerProcess::directory).orElse(root);
    return new Done(run, record, execution.files().copy(record, files));
  }
}
