package io.metalab.executor.process;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run on its way through the executor. */
final class ProcessTask implements RunFuture {
  private final RunPayload payload;
  private final Consumer<ProcessTask> canceller;
  private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
  private @Nullable String cancelled;
  private @Nullable MetalabException failure;

  /**
   * Creates a task.
   *
   * @param canceller is told that the run was cancelled, after the reason was set
   */
  ProcessTask(RunPayload payload, Consumer<ProcessTask> canceller) {
    this.payload = payload;
    this.canceller = canceller;
  }

  RunPayload payload() {
    return payload;
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
    synchronized (this) {
      cancelled = cancelled == null ? reason : cancelled;
    }
    canceller.accept(this);
  }

  /** Returns why the run was cancelled, or null if it was not. */
  synchronized @Nullable String cancelled() {
    return cancelled;
  }

  /** Does something for the run; if that fails, the run will have failed once it is over. */
  void guard(Runnable step) {
    try {
      step.run();
    } catch (MetalabException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(new MetalabException(ErrorCode.INTERNAL, "A run could not be kept: " + e, e));
    }
  }

  /** Remembers the first failure of the store to take what the run captured. */
  synchronized void fail(MetalabException problem) {
    failure = failure == null ? problem : failure;
  }

  /** Returns the failure of the store, or null if there was none. */
  synchronized @Nullable MetalabException failure() {
    return failure;
  }
}
