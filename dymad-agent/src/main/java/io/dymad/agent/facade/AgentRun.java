package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.metalab.api.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run under a handle.
 *
 * @param handle of what the run is for
 * @param content what the handle is made of
 * @param runId of the run in the store
 * @param created when it was first asked for
 * @param worker the process that was last started for it, if one was
 */
public record AgentRun(
    Handle handle,
    Map<String, @Nullable Object> content,
    RunId runId,
    Instant created,
    Optional<WorkerProcess> worker) {
  public AgentRun {
    requireNonNull(handle, "handle");
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    requireNonNull(runId, "runId");
    requireNonNull(created, "created");
    requireNonNull(worker, "worker");
  }

  /** Returns a text of the content. */
  public String text(String name) {
    return requireNonNull(content.get(name), name).toString();
  }
}
