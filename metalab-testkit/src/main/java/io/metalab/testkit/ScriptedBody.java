package io.metalab.testkit;

import static java.util.Objects.requireNonNull;

import io.metalab.api.CancellationToken;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run body that does for each run what a test said and stores nothing; safe for use by many
 * threads.
 *
 * <p>A run without a step of its own succeeds at once. An exception of a step makes a failed
 * record; an error goes through to the executor, which has to bear it.
 */
public final class ScriptedBody implements RunBody {
  /** What a run does. */
  @FunctionalInterface
  public interface Step {
    /** Does it, on the thread that the executor picked. */
    void run(RunPayload payload, CancellationToken cancellation) throws Exception;
  }

  /** How a record becomes durable. */
  @FunctionalInterface
  public interface Commit {
    /** Returns what completes once the record is durable. */
    CompletableFuture<RunRecord> commit(RunRecord record);
  }

  private final Map<RunId, Step> steps = new ConcurrentHashMap<>();
  private final Map<RunId, Commit> commits = new ConcurrentHashMap<>();
  private final Map<RunId, RunRecord> committed = new ConcurrentHashMap<>();
  private final List<RunId> started = new CopyOnWriteArrayList<>();
  private final List<RunId> abandoned = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  /** Says what a run does. */
  public ScriptedBody on(RunPayload payload, Step step) {
    steps.put(payload.runId(), requireNonNull(step, "step"));
    return this;
  }

  /** Says how the record of a run becomes durable; at once unless said otherwise. */
  public ScriptedBody committing(RunPayload payload, Commit commit) {
    commits.put(payload.runId(), requireNonNull(commit, "commit"));
    return this;
  }

  /** Returns the runs whose step was started, in order. */
  public List<RunId> started() {
    return List.copyOf(started);
  }

  /** Returns the runs that the executor gave up, in order. */
  public List<RunId> abandoned() {
    return List.copyOf(abandoned);
  }

  /** Returns the most steps that ever ran at the same time. */
  public int mostRunning() {
    return mostRunning.get();
  }

  @Override
  public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation) {
    if (cancellation.isCancelled()) {
      return CompletableFuture.completedFuture(record(payload).status(RunStatus.CANCELLED).build());
    }
    started.add(payload.runId());
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    RunRecordBuilder record = record(payload);
    try {
      steps.getOrDefault(payload.runId(), (p, c) -> {}).run(payload, cancellation);
      record.status(RunStatus.SUCCESS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(record, e);
    } catch (Exception e) {
      fail(record, e);
    } finally {
      running.decrementAndGet();
    }
    if (cancellation.isCancelled()) {
      String reason = cancellation.reason();
      boolean timedOut = reason.startsWith(TIMEOUT);
      record
          .status(timedOut ? RunStatus.FAILED : RunStatus.CANCELLED)
          .error(RunError.of(timedOut ? TIMEOUT : CANCELLED, reason));
    }
    return commit(payload, record.build());
  }

  @Override
  public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
    abandoned.add(payload.runId());
    RunStatus status = type.equals(CANCELLED) ? RunStatus.CANCELLED : RunStatus.FAILED;
    return commit(
        payload, record(payload).status(status).error(RunError.of(type, message)).build());
  }

  private CompletableFuture<RunRecord> commit(RunPayload payload, RunRecord record) {
    RunRecord first = committed.computeIfAbsent(payload.runId(), id -> record);
    return commits.getOrDefault(payload.runId(), CompletableFuture::completedFuture).commit(first);
  }

  private static void fail(RunRecordBuilder record, Exception e) {
    record
        .status(RunStatus.FAILED)
        .error(RunError.of(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
  }

  private static RunRecordBuilder record(RunPayload payload) {
    return RunRecord.builder()
        .runId(payload.runId())
        .attempt(payload.attempt())
        .experimentId(payload.experimentId())
        .operation(payload.operation())
        .identity(payload.identity())
        .computation(payload.computation())
        .params(payload.params())
        .seeds(payload.seeds());
  }
}
