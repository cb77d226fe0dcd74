package io.metalab.executor.hazelcast;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.Store;
import io.metalab.core.run.StageBodies;
import io.metalab.executor.ThreadExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one driver on a member: executed on threads, committed to the study's store by the
 * member itself.
 *
 * <p>When the driver is gone, what has started is finished and the rest is dropped.
 */
final class MemberSession implements RunBody {
  private static final Logger LOG = LoggerFactory.getLogger(MemberSession.class);

  private final UUID driver;
  private final String locator;
  private final Store store;
  private final StageBodies body;
  private final Outbox outbox;
  private final ExecutingRuns executing;
  private final ThreadExecutor threads;
  private final ConcurrentMap<RunId, RunFuture> futures = new ConcurrentHashMap<>();
  private final ConcurrentMap<RunId, Boolean> started = new ConcurrentHashMap<>();
  private final ConcurrentMap<RunId, CompletableFuture<RunRecord>> offered;
  private final CancellationToken dropped;
  private long batches;
  private volatile boolean ending;

  MemberSession(
      SessionRequest request,
      Store store,
      StageBodies body,
      Outbox outbox,
      ExecutingRuns executing,
      ExecutorConfig config) {
    this.driver = request.driver();
    this.locator = request.locator();
    this.store = store;
    this.body = body;
    this.outbox = outbox;
    this.executing = executing;
    this.offered = new ConcurrentHashMap<>(executing.of(locator));
    CancellationSource source = new CancellationSource();
    source.cancel("The driver of the study is gone.");
    this.dropped = source.token();
    this.threads = ThreadExecutor.open(config, this);
  }

  UUID driver() {
    return driver;
  }

  Outbox outbox() {
    return outbox;
  }

  /**
   * Returns the runs that were executed here when the session was opened. The driver counts on
   * them: one that ends before it is asked for is not executed again.
   */
  List<RunId> offered() {
    return List.copyOf(offered.keySet());
  }

  /**
   * Takes runs.
   *
   * @param batch their number, one more than before; those of a number that was there are not taken
   *     again, since the answer may have been lost
   */
  synchronized void submit(long batch, List<RunPayload> payloads) {
    if (batch > batches) {
      batches = batch;
      payloads.forEach(this::submit);
    }
  }

  /** Takes a run; one that is executed here already, or was offered, is waited for instead. */
  private void submit(RunPayload payload) {
    RunId runId = payload.runId();
    Optional<CompletableFuture<RunRecord>> already =
        Optional.ofNullable(offered.remove(runId)).or(() -> executing.find(locator, runId));
    if (already.isPresent()) {
      started.put(runId, true);
      report(runId, already.get());
    } else if (ending) {
      outbox.unstarted(runId);
    } else {
      start(payload);
    }
  }

  private void start(RunPayload payload) {
    RunFuture future;
    try {
      future = threads.submit(payload);
    } catch (MetalabException e) {
      if (!ending) {
        throw e;
      }
      outbox.unstarted(payload.runId());
      return;
    }
    futures.put(payload.runId(), future);
    report(payload.runId(), future.completion());
  }

  private void report(RunId runId, CompletableFuture<RunRecord> completion) {
    var unused =
        completion.whenComplete(
            (record, problem) -> {
              futures.remove(runId);
              boolean begun = started.remove(runId) != null;
              if (problem != null) {
                outbox.broken(runId, unwrapped(problem));
              } else if (begun) {
                outbox.recorded(record);
              } else {
                outbox.unstarted(runId);
              }
            });
  }

  void cancel(RunId runId, String reason) {
    RunFuture future = futures.get(runId);
    if (future != null) {
      future.cancel(reason);
    }
  }

  /** Starts nothing more. */
  void end() {
    ending = true;
  }

  /** Starts nothing more, waits for what runs, cancels what is not over then, closes the store. */
  void finish(Duration patience) {
    end();
    CompletableFuture<?>[] running =
        futures.values().stream().map(RunFuture::completion).toArray(CompletableFuture[]::new);
    var unused =
        CompletableFuture.allOf(running)
            .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
            .handle((done, problem) -> null)
            .join();
    close();
  }

  /** Cancels what runs and closes the store. */
  void close() {
    end();
    threads.close();
    body.close();
    try {
      store.close();
    } catch (RuntimeException e) {
      LOG.warn("The store {} could not be closed.", store.locator(), e);
    }
  }

  @Override
  public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation) {
    if (ending || cancellation.isCancelled()) {
      return body.run(payload, ending ? dropped : cancellation);
    }
    RunId runId = payload.runId();
    started.put(runId, true);
    CompletableFuture<RunRecord> end = new CompletableFuture<>();
    Optional<CompletableFuture<RunRecord>> already = executing.start(locator, runId, end);
    if (already.isPresent()) {
      return already.get();
    }
    try {
      CompletableFuture<RunRecord> committed = body.run(payload, cancellation);
      forward(committed, end);
      return committed;
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
    CompletableFuture<RunRecord> committed = body.abandon(payload, type, message);
    executing.find(locator, payload.runId()).ifPresent(end -> forward(committed, end));
    return committed;
  }

  private static void forward(
      CompletableFuture<RunRecord> committed, CompletableFuture<RunRecord> end) {
    var unused =
        committed.whenComplete(
            (record, problem) -> {
              if (problem == null) {
                end.complete(record);
              } else {
                end.completeExceptionally(problem);
              }
            });
  }

  @Override
  public Duration stopTime() {
    return body.stopTime();
  }

  private static Throwable unwrapped(Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }
}
