package io.metalab.executor.slurm;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A run on its way through the queue. Apart from what {@link RunFuture} promises it belongs to the
 * dispatcher's thread.
 */
final class SlurmRun implements RunFuture {
  private final BiConsumer<SlurmRun, String> canceller;
  private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
  private final RunId runId;
  private RunPayload payload;
  private int losses;
  private boolean admitted;
  private @Nullable String cancelReason;

  SlurmRun(RunPayload payload, BiConsumer<SlurmRun, String> canceller) {
    this.runId = payload.runId();
    this.payload = payload;
    this.canceller = canceller;
  }

  @Override
  public RunId runId() {
    return runId;
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

  /** The attempt is another one than was thought. */
  void attempt(int attempt) {
    payload = payload.withAttempt(attempt);
  }

  /** Counts an attempt that was lost; returns how many have been. */
  int lose() {
    return ++losses;
  }

  /** Returns whether a task has been seen to execute it. */
  boolean isAdmitted() {
    return admitted;
  }

  void admitted(boolean now) {
    admitted = now;
  }

  /** Returns why it is to be cancelled, or null. */
  @Nullable String cancelReason() {
    return cancelReason;
  }

  void cancelReason(String reason) {
    cancelReason = reason;
  }
}
