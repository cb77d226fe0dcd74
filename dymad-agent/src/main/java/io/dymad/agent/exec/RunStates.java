package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.WorkerProcess;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import java.util.List;
import java.util.Optional;

/**
 * Tells how far runs are. A process that is gone is known by its number on the same machine, by its
 * lease in the store from any other.
 */
public final class RunStates {
  private static final String CANCELLED = "Cancelled";

  private final Store store;
  private final Controllers controllers;
  private final String study;

  /**
   * Creates the states of a store.
   *
   * @param study {@code name:version} of the experiment that runs belong to
   */
  public RunStates(Store store, String study) {
    this.store = requireNonNull(store, "store");
    this.controllers = Controllers.of(store);
    this.study = requireNonNull(study, "study");
  }

  /** Returns how far a run is. */
  public RunState of(AgentRun run) {
    // Whoever executes the run is looked at first: what it has left since then is seen below.
    List<WorkerProcess> live = live(run);
    Optional<RunRecord> record = store.findRunRecord(run.runId());
    if (record.filter(last -> last.status() == RunStatus.SUCCESS).isPresent()) {
      return RunState.of(RunPhase.SUCCEEDED, record);
    }
    if (!live.isEmpty()) {
      return executed(live, record);
    }
    return isOver(record) || !run.cancelled()
        ? record.map(last -> ended(last, record)).orElseGet(() -> neverBegan(run))
        : RunState.failed(record, CANCELLED, "The run was cancelled.");
  }

  private static boolean isOver(Optional<RunRecord> record) {
    return record
        .filter(last -> last.status().isFinished() && last.status() != RunStatus.LOST)
        .isPresent();
  }

  private List<WorkerProcess> live(AgentRun run) {
    return run.workers().stream().filter(this::isLive).toList();
  }

  private static RunState executed(List<WorkerProcess> live, Optional<RunRecord> record) {
    if (record.isEmpty() || isOfEarlierProcess(live, record.get())) {
      return RunState.of(RunPhase.QUEUED, record);
    }
    RunRecord last = record.get();
    return last.status() == RunStatus.FAILED || last.status() == RunStatus.CANCELLED
        ? ended(last, record)
        : RunState.of(RunPhase.RUNNING, record);
  }

  private static boolean isOfEarlierProcess(List<WorkerProcess> live, RunRecord record) {
    return live.stream().allMatch(worker -> record.started().isBefore(worker.started()));
  }

  private static RunState ended(RunRecord last, Optional<RunRecord> record) {
    return switch (last.status()) {
      case FAILED -> new RunState(RunPhase.FAILED, record, last.error());
      case CANCELLED ->
          RunState.failed(
              record,
              CANCELLED,
              last.findError().map(RunError::message).orElse("The run was cancelled."));
      default ->
          RunState.failed(
              record,
              RunState.INFRASTRUCTURE,
              "The process that executed the run is gone, and no end of the run was recorded."
                  + " Start it again: it goes on from what it saved.");
    };
  }

  private static RunState neverBegan(AgentRun run) {
    return RunState.failed(
        Optional.empty(),
        RunState.INFRASTRUCTURE,
        "The process that should execute the run is gone, and the run had not begun.%s"
            .formatted(
                run.worker()
                    .map(worker -> " What it printed is in %s.".formatted(worker.output()))
                    .orElse(" Start it.")));
  }

  private boolean isLive(WorkerProcess worker) {
    boolean here = worker.host().equals(WorkerProcesses.host());
    if (here && !WorkerProcesses.isAlive(worker)) {
      return false;
    }
    return here || controller(worker).filter(controllers::isLive).isPresent();
  }

  private Optional<Controller> controller(WorkerProcess worker) {
    return controllers.all(study).stream()
        .filter(known -> known.host().equals(worker.host()) && known.pid() == worker.pid())
        .filter(known -> !known.started().isBefore(worker.started()))
        .reduce((first, second) -> second);
  }

  /**
   * Asks all who execute a run, or wait to do so, to cancel it; returns whether there was somebody.
   */
  public boolean cancel(AgentRun run, String reason) {
    List<WorkerProcess> live = live(run);
    live.forEach(worker -> cancel(worker, new StopRequest(StopMode.CANCEL, reason)));
    return !live.isEmpty();
  }

  private void cancel(WorkerProcess worker, StopRequest request) {
    controller(worker)
        .ifPresentOrElse(
            controller -> controllers.ask(controller, request), () -> WorkerProcesses.end(worker));
  }
}
