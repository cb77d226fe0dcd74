package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.metalab.api.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * The run that a compiled request stands for, under a handle.
 *
 * @param handle made of the run's id
 * @param request handle of the request
 * @param runId of the run in the store
 * @param created when it was first started
 * @param worker the process that was last started for it, if one was
 */
public record AgentRun(
    Handle handle, String request, RunId runId, Instant created, Optional<WorkerProcess> worker) {
  public AgentRun {
    requireNonNull(handle, "handle");
    requireNonNull(request, "request");
    requireNonNull(runId, "runId");
    requireNonNull(created, "created");
    requireNonNull(worker, "worker");
  }
}
