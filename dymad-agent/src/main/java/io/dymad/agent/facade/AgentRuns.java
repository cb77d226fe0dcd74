package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.Notes;
import io.dymad.agent.store.ObjectStore;
import io.dymad.agent.store.StoredObject;
import io.metalab.api.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs that requests stand for, by handles of one kind, such as {@code run_}. */
public final class AgentRuns {
  private static final String REQUEST = "compiled_request_handle";
  private static final String RUN_ID = "run_id";
  private static final String WORKER = "worker";

  private final ObjectStore objects;
  private final Notes notes;
  private final HandleKind kind;

  /** Creates the runs of a kind in a store. */
  public AgentRuns(ObjectStore objects, HandleKind kind) {
    this.objects = requireNonNull(objects, "objects");
    this.notes = new Notes(objects.store());
    this.kind = requireNonNull(kind, "kind");
  }

  /** Keeps the run of a request; durable when this returns. One run has one handle. */
  public AgentRun put(CompiledRequest request, RunId runId) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(REQUEST, request.handle().toString());
    content.put(RUN_ID, runId.hex());
    return run(objects.put(kind, List.of(request.handle()), content));
  }

  /** Keeps which process executes a run. */
  public AgentRun started(AgentRun run, WorkerProcess worker) {
    notes.put(run.handle(), WORKER, worker.toMap());
    return new AgentRun(
        run.handle(), run.request(), run.runId(), run.created(), Optional.of(worker));
  }

  /**
   * Returns the run of a handle.
   *
   * @param fieldPath where the handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} or {@code unknown_handle}
   */
  public AgentRun get(String handle, String fieldPath) {
    return run(objects.get(kind, handle, fieldPath));
  }

  /** Returns all runs, in the order in which they were first started. */
  public List<AgentRun> list() {
    return objects.list(kind).stream().map(this::run).toList();
  }

  private AgentRun run(StoredObject object) {
    Handle handle = object.handle();
    Map<String, @Nullable Object> worker = notes.last(handle, WORKER);
    return new AgentRun(
        handle,
        String.valueOf(object.content().get(REQUEST)),
        new RunId(String.valueOf(object.content().get(RUN_ID))),
        object.stored(),
        worker.isEmpty() ? Optional.empty() : Optional.of(WorkerProcess.of(worker)));
  }
}
