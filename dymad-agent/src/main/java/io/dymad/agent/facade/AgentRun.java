package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.metalab.api.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param workers the processes that were started for it, the last one last; clients who ask at once
 *     may have started several, of which one executes the run while the others wait
 * @param cancelled whether it was cancelled after the last of them had been started
 */
public record AgentRun(
    Handle handle,
    Map<String, @Nullable Object> content,
    RunId runId,
    Instant created,
    List<WorkerProcess> workers,
    boolean cancelled) {
  public AgentRun {
    requireNonNull(handle, "handle");
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    requireNonNull(runId, "runId");
    requireNonNull(created, "created");
    workers = List.copyOf(workers);
  }

  /** Returns the process that was last started for it, if one was. */
  public Optional<WorkerProcess> worker() {
    return workers.isEmpty() ? Optional.empty() : Optional.of(workers.get(workers.size() - 1));
  }

  /** Returns a text of the content. */
  public String text(String name) {
    return requireNonNull(content.get(name), name).toString();
  }
}
