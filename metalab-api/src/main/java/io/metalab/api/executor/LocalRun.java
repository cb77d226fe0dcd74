package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.CancellationSource;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that a thread of this process executes; accepted by {@link LocalRuns}, safe for use by many
 * threads.
 *
 * <p>When it is cancelled or reaches its timeout, it is told by its token; 100 ms later its thread
 * is interrupted; after the {@linkplain RunBody#stopTime() stop time} of its body it is given up,
 * whether its operation ever returns or not. It is interrupted only while it is executed, so that
 * no interrupt reaches what the thread does next.
 */
public final class LocalRun implements RunFuture {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
  private static final Duration INTERRUPT_AFTER = Duration.ofMillis(100);

  private final RunPayload payload;
  private final LocalRuns runs;
  private final CancellationSource cancellation = new CancellationSource();
  private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
  private boolean waiting = true;
  private @Nullable Execution execution;
  private @Nullable Future<?> alarm;

  /** The thread that executes the run, and what is done when it is over. */
  private record Execution(Thread thread, Runnable whenOver) {}

  LocalRun(RunPayload payload, LocalRuns runs) {
    this.payload = requireNonNull(payload, "payload");
    this.runs = runs;
  }

  @Override
  public RunId runId() {
    return payload.runId();
  }

  /** Returns what is to be executed. */
  public RunPayload payload() {
    return payload;
  }

  @Override
  public CompletableFuture<RunRecord> completion() {
    return completion;
  }

  /**
   * Executes the run on the calling thread, unless it was cancelled before; to be called once.
   *
   * @param whenOver gives back what the run held, such as its turn; called once, before the future
   *     completes: on this thread when the operation has returned, on another when the run is given
   *     up. For a run that was cancelled before, it is called, too
   * @return whether the thread is free, without interrupt, for another run; false if the run was
   *     given up in the meantime and what it held given back
   */
  public boolean execute(Runnable whenOver) {
    requireNonNull(whenOver, "whenOver");
    if (!begin(new Execution(Thread.currentThread(), whenOver))) {
      whenOver.run();
      return true;
    }
    if (!payload.timeout().isZero()) {
      alarm(payload.timeout(), this::timeOut);
    }
    CompletableFuture<RunRecord> committed =
        step(() -> runs.body().run(payload, cancellation.token()));
    if (end() == null) {
      return false;
    }
    Thread.interrupted();
    whenOver.run();
    settle(committed);
    return true;
  }

  @Override
  public void cancel(String reason) {
    if (!withdraw(reason)) {
      stop(RunBody.CANCELLED, reason);
    }
  }

  /** Cancels the run if it was not executed yet, so that it never is; returns whether it did. */
  boolean withdraw(String reason) {
    if (!stopWaiting()) {
      return false;
    }
    runs.withdrawn(this);
    tell(reason);
    settle(step(() -> runs.body().run(payload, cancellation.token())));
    return true;
  }

  private void timeOut() {
    String limit = payload.timeout().toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    stop(RunBody.TIMEOUT, RunBody.TIMEOUT + ": the attempt took longer than " + limit);
  }

  private void stop(String type, String reason) {
    alarm(
        INTERRUPT_AFTER,
        () -> {
          interrupt();
          alarm(runs.body().stopTime(), () -> giveUp(type, reason));
        });
    tell(reason);
  }

  private void tell(String reason) {
    try {
      cancellation.cancel(reason);
    } catch (RuntimeException e) {
      LOG.warn("An action that run {} registered for its cancellation failed.", runId(), e);
    }
  }

  private void giveUp(String type, String reason) {
    Execution stuck = end();
    if (stuck == null) {
      return;
    }
    LOG.warn("Run {} ignores its cancellation; its thread {} is given up.", runId(), stuck.thread);
    // On a thread of its own, since the store may block and the timer is for all runs.
    Thread thread =
        new Thread(
            () -> settle(step(() -> runs.body().abandon(payload, type, reason))),
            "metalab-given-up");
    thread.setDaemon(true);
    try {
      stuck.whenOver.run();
    } finally {
      thread.start();
    }
  }

  private void settle(CompletableFuture<RunRecord> committed) {
    var unused =
        committed.whenComplete(
            (record, problem) -> {
              if (problem == null) {
                completion.complete(record);
              } else {
                completion.completeExceptionally(unwrapped(problem));
              }
              runs.leave(this);
            });
  }

  private static CompletableFuture<RunRecord> step(Supplier<CompletableFuture<RunRecord>> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable unwrapped(Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }

  private synchronized boolean stopWaiting() {
    boolean waited = waiting;
    waiting = false;
    return waited;
  }

  private synchronized boolean begin(Execution begun) {
    if (!waiting) {
      return false;
    }
    waiting = false;
    execution = begun;
    runs.begun();
    return true;
  }

  /** Sets what is done next, after a delay, about a run that goes on; it replaces the last step. */
  private synchronized void alarm(Duration delay, Runnable step) {
    if (execution != null) {
      if (alarm != null) {
        alarm.cancel(false);
      }
      alarm = runs.timer().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void interrupt() {
    if (execution != null) {
      execution.thread.interrupt();
    }
  }

  /** Parts the run from its thread; returns what they had, or null if they were parted before. */
  private synchronized @Nullable Execution end() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    Execution parted = execution;
    execution = null;
    return parted;
  }
}
