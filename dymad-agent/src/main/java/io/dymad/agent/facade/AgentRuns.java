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
import org.jspecify.annotations.Nullable;

/** Runs by the handles of what they are for: {@code run_}, {@code eval_}, {@code analysisreq_}. */
public final class AgentRuns {
  private static final String RUN_ID = "run_id";
  private static final String WORKER = "worker";
  private static final String CANCELLED = "cancelled";

  private final ObjectStore objects;
  private final Notes notes;

  /** Creates the runs of a store. */
  public AgentRuns(ObjectStore objects) {
    this.objects = requireNonNull(objects, "objects");
    this.notes = new Notes(objects.store());
  }

  /**
   * Keeps a run; durable when this returns. Equal content is one run.
   *
   * @param content what its handle is made of besides the run's id
   */
  public AgentRun put(
      HandleKind kind,
      List<Handle> derivedFrom,
      Map<String, ? extends @Nullable Object> content,
      RunId runId) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(content);
    whole.put(RUN_ID, runId.hex());
    return run(objects.put(kind, derivedFrom, whole), runId);
  }

  /** Returns the run of a request that has no handle but the request's. */
  public AgentRun of(CompiledRequest request, RunId runId) {
    return run(objects.find(request.handle()).orElseThrow(), runId);
  }

  /** Returns a run with the process that executes it now. */
  public AgentRun refreshed(AgentRun run) {
    return run(objects.find(run.handle()).orElseThrow(), run.runId());
  }

  /** Keeps which process executes a run. */
  public AgentRun started(AgentRun run, WorkerProcess worker) {
    notes.put(run.handle(), WORKER, worker.toMap());
    return refreshed(run);
  }

  /** Keeps that a run was cancelled, which holds until another process is started for it. */
  public AgentRun cancelled(AgentRun run) {
    run.worker().ifPresent(worker -> notes.put(run.handle(), CANCELLED, worker.toMap()));
    return refreshed(run);
  }

  /**
   * Returns the run of a handle.
   *
   * @param fieldPath where the handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} or {@code unknown_handle}
   */
  public AgentRun get(HandleKind kind, String handle, String fieldPath) {
    StoredObject object = objects.get(kind, handle, fieldPath);
    return run(object, new RunId(String.valueOf(object.content().get(RUN_ID))));
  }

  private AgentRun run(StoredObject object, RunId runId) {
    List<Map<String, @Nullable Object>> workers = notes.all(object.handle(), WORKER);
    boolean cancelled =
        !workers.isEmpty()
            && workers.get(workers.size() - 1).equals(notes.last(object.handle(), CANCELLED));
    return new AgentRun(
        object.handle(),
        object.content(),
        runId,
        object.stored(),
        workers.stream().map(WorkerProcess::of).toList(),
        cancelled);
  }
}
