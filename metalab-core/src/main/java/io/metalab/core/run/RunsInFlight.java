package io.metalab.core.run;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs between submission and record, and the gate that each passes to start.
 *
 * <p>A run passes the gate or is withdrawn, never both: what is withdrawn is sure not to start.
 */
final class RunsInFlight implements RemotableBody {
  private static final String NOT_STARTED = "The study was stopped before the run started.";

  private final RemotableBody body;
  private final Tally tally;
  private final Backlog backlog;
  private final Outlet outlet;
  private final ConcurrentMap<RunId, ActiveRun> active = new ConcurrentHashMap<>();
  private final CancellationToken notStarted;
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean shut;
  private volatile @Nullable String stopped;

  /** Takes what comes out, on the thread that found out. */
  interface Outlet {
    /** The run's record is durable. */
    void recorded(ActiveRun run, RunRecord record);

    /** The run was withdrawn before it started. */
    void withdrawn(ActiveRun run);

    /** The run is about to start, but another controller has taken over. */
    void lost(ActiveRun run);

    /** The run's record could not be stored, or its executor failed. */
    void broken(ActiveRun run, Throwable problem);

    /** Nothing is in flight any more. */
    void idle();

    /** The backlog was full and is not any more. */
    void hungry();
  }

  RunsInFlight(RemotableBody body, Tally tally, Backlog backlog, Outlet outlet) {
    this.backlog = backlog;
    this.body = body;
    this.tally = tally;
    this.outlet = outlet;
    CancellationSource source = new CancellationSource();
    source.cancel(NOT_STARTED);
    this.notStarted = source.token();
  }

  @Override
  public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation) {
    return body.run(payload, admit(payload) ? cancellation : notStarted);
  }

  @Override
  public boolean admit(RunPayload payload) {
    ActiveRun run = active.get(payload.runId());
    if (run == null) {
      return false;
    }
    if (!run.chunk().isHeld()) {
      outlet.lost(run);
      return false;
    }
    if (!run.start()) {
      return false;
    }
    tally.running.increment();
    if (backlog.start()) {
      outlet.hungry();
    }
    String reason = stopped;
    if (reason != null) {
      // It started while the others were being told to stop.
      run.cancel(reason);
    }
    return true;
  }

  @Override
  public void giveBack(RunPayload payload) {
    ActiveRun run = active.get(payload.runId());
    if (run != null && run.giveBack()) {
      tally.running.decrement();
      backlog.add();
      if (shut) {
        run.withdraw(NOT_STARTED);
      }
    }
  }

  @Override
  public WorkerManifest manifest() {
    return body.manifest();
  }

  @Override
  public void started(RunPayload payload, Instant started) {
    body.started(payload, started);
  }

  @Override
  public CompletableFuture<RunRecord> commit(RunRecord record) {
    return body.commit(record);
  }

  @Override
  public Store store() {
    return body.store();
  }

  @Override
  public Store inputs() {
    return body.inputs();
  }

  @Override
  public RunEventListener events() {
    return body.events();
  }

  @Override
  public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
    return body.abandon(payload, type, message);
  }

  @Override
  public Duration stopTime() {
    return body.stopTime();
  }

  /** Returns whether a run with this id is in flight. */
  boolean contains(RunId runId) {
    return active.containsKey(runId);
  }

  /** Returns whether nothing is in flight and everything that came out has been taken. */
  boolean isEmpty() {
    return pending.get() == 0;
  }

  /** Returns the runs that have started and whose records are not stored yet. */
  List<RunId> started() {
    return active.values().stream().filter(ActiveRun::isStarted).map(ActiveRun::runId).toList();
  }

  /** Submits a run; blocks while the executor's window is full. */
  void submit(ActiveRun run, RunPayload payload, Executor executor) {
    active.put(run.runId(), run);
    pending.incrementAndGet();
    backlog.add();
    RunFuture future;
    try {
      future = executor.submit(payload);
    } catch (RuntimeException e) {
      active.remove(run.runId(), run);
      pending.decrementAndGet();
      backlog.remove();
      throw e;
    }
    run.accepted(future, NOT_STARTED);
    if (shut) {
      run.withdraw(NOT_STARTED);
    }
    var unused =
        future.completion().whenComplete((record, problem) -> complete(run, record, problem));
  }

  /** Withdraws what has not started, now and in future. */
  void shut() {
    shut = true;
    active.values().forEach(run -> run.withdraw(NOT_STARTED));
  }

  /** Tells all runs that have started, or start in spite of {@link #shut}, to stop. */
  void stop(String reason) {
    stopped = reason;
    cancel(reason, ActiveRun::isStarted);
  }

  /** Cancels the runs that match. */
  void cancel(String reason, Predicate<ActiveRun> matching) {
    active.values().stream().filter(matching).forEach(run -> run.cancel(reason));
  }

  private void complete(ActiveRun run, @Nullable RunRecord record, @Nullable Throwable problem) {
    boolean started = run.isStarted();
    active.remove(run.runId(), run);
    if (!started) {
      backlog.remove();
    } else if (backlog.end()) {
      outlet.hungry();
    }
    if (record == null) {
      outlet.broken(run, unwrapped(problem));
    } else if (started) {
      outlet.recorded(run, record);
    } else {
      outlet.withdrawn(run);
    }
    if (started) {
      tally.running.decrement();
    }
    if (pending.decrementAndGet() == 0) {
      outlet.idle();
    }
  }

  private static Throwable unwrapped(@Nullable Throwable problem) {
    if (problem instanceof CompletionException && problem.getCause() != null) {
      return problem.getCause();
    }
    return problem == null ? new IllegalStateException("A future completed with null.") : problem;
  }
}
