package io.metalab.executor;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A run on its way through the executor.
 *
 * <p>Its worker may be interrupted only between {@link #begin} and {@link #end}, so that no
 * interrupt reaches the run that comes next on that thread.
 */
final class ThreadTask implements RunFuture {
  private final RunPayload payload;
  private final BiConsumer<ThreadTask, String> canceller;
  private final CancellationSource cancellation = new CancellationSource();
  private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
  private @Nullable Worker worker;
  private @Nullable Future<?> alarm;

  ThreadTask(RunPayload payload, BiConsumer<ThreadTask, String> canceller) {
    this.payload = payload;
    this.canceller = canceller;
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
  public void cancel(String reason) {
    canceller.accept(this, reason);
  }

  RunPayload payload() {
    return payload;
  }

  CancellationToken token() {
    return cancellation.token();
  }

  void cancelToken(String reason) {
    cancellation.cancel(reason);
  }

  /** The worker starts on this run. */
  synchronized void begin(Worker newWorker) {
    worker = newWorker;
  }

  /** Sets what is done next, after a delay, about a run that goes on; it replaces the last step. */
  synchronized void alarm(ScheduledExecutorService timer, Duration delay, Runnable step) {
    if (worker != null && !timer.isShutdown()) {
      if (alarm != null) {
        alarm.cancel(false);
      }
      alarm = timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  synchronized void interrupt() {
    if (worker != null) {
      worker.interrupt();
    }
  }

  /**
   * Parts the run from its worker: because the operation returned, or because it is given up.
   *
   * @return the worker, or null if they were parted before
   */
  synchronized @Nullable Worker end() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    Worker parted = worker;
    worker = null;
    return parted;
  }
}
