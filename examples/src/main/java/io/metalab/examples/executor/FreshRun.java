package io.metalab.examples.executor;

import io.metalab.api.CancellationSource;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run with its thread: it waits for its turn, is executed, and ends once. */
final class FreshRun implements RunFuture, Runnable {
  private static final Duration INTERRUPT_AFTER = Duration.ofMillis(100);

  private final RunPayload payload;
  private final Environment environment;
  private final CancellationSource cancellation = new CancellationSource();
  private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
  private @Nullable Thread thread;
  private boolean started;
  private boolean ended;

  /** What the runs share: what is done with them, the turns there are, and a clock. */
  record Environment(RunBody body, Semaphore turns, ScheduledExecutorService timer) {}

  FreshRun(RunPayload payload, Environment environment) {
    this.payload = payload;
    this.environment = environment;
  }

  @Override
  public RunId runId() {
    return payload.runId();
  }

  @Override
  public CompletableFuture<RunRecord> completion() {
    return completion;
  }

  @Override
  public void run() {
    boolean turn = awaitTurn();
    String reason = RunBody.TIMEOUT + ": the attempt took longer than " + payload.timeout();
    if (turn && !payload.timeout().isZero()) {
      after(payload.timeout(), () -> stop(RunBody.TIMEOUT, reason));
    }
    CompletableFuture<RunRecord> committed =
        step(() -> environment.body().run(payload, cancellation.token()));
    if (end()) {
      settle(turn, committed);
    }
  }

  /** Returns whether it is this run's turn; not if it was cancelled before. */
  private boolean awaitTurn() {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      if (!cancellation.token().isCancelled()) {
        environment.turns().acquire();
        return start();
      }
    } catch (InterruptedException e) {
      // It was cancelled while it waited, and never starts.
    }
    return false;
  }

  /** From here on, an interrupt is the last word to a run that ignores its token. */
  private synchronized boolean start() {
    started = !cancellation.token().isCancelled();
    if (!started) {
      environment.turns().release();
    }
    return started;
  }

  @Override
  public void cancel(String reason) {
    boolean running;
    synchronized (this) {
      running = started;
      if (!running) {
        cancellation.cancel(reason);
        interrupt();
      }
    }
    if (running) {
      stop(RunBody.CANCELLED, reason);
    }
  }

  /** Tells the run to stop; interrupts it a little later; then gives it up. */
  private void stop(String type, String reason) {
    after(
        INTERRUPT_AFTER,
        () -> {
          interrupt();
          after(environment.body().stopTime(), () -> abandon(type, reason));
        });
    cancellation.cancel(reason);
  }

  private synchronized void interrupt() {
    if (thread != null && !ended) {
      thread.interrupt();
    }
  }

  private void abandon(String type, String reason) {
    if (end()) {
      settle(true, step(() -> environment.body().abandon(payload, type, reason)));
    }
  }

  /** Returns whether the caller is the one to end the run. */
  private synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  private static CompletableFuture<RunRecord> step(Supplier<CompletableFuture<RunRecord>> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void settle(boolean hadTurn, CompletableFuture<RunRecord> committed) {
    if (hadTurn) {
      environment.turns().release();
    }
    var unused =
        committed.whenComplete(
            (record, problem) -> {
              if (problem == null) {
                completion.complete(record);
              } else {
                completion.completeExceptionally(problem);
              }
            });
  }

  private void after(Duration delay, Runnable step) {
    try {
      var unused = environment.timer().schedule(step, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The executor is closed, so the run is over.
    }
  }
}
