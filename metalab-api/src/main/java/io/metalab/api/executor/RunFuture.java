package io.metalab.api.executor;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.concurrent.CompletableFuture;

/** A run that was submitted. */
public interface RunFuture {
  /** Returns the id of the run. */
  RunId runId();

  /**
   * Returns what completes with the record once it is durable, and exceptionally only if the store
   * fails or the executor does. A run that was cancelled before it started completes with a record
   * of status CANCELLED.
   */
  CompletableFuture<RunRecord> completion();

  /** Cancels the run: one that has not started never starts, one that runs is told by its token. */
  void cancel(String reason);
}
