package io.metalab.api.executor;

import io.metalab.api.CancellationToken;
import io.metalab.api.RunRecord;
import java.util.concurrent.CompletableFuture;

/**
 * What an executor does with a payload on the thread it picked: runs the operation on that thread
 * and commits the record.
 */
public interface RunBody {
  /**
   * Executes one attempt and hands its record to the store.
   *
   * <p>Returns once the operation is over; the record may still be on its way to the disk. A failed
   * operation is a record; the future fails only if the store does.
   *
   * @param cancellation stops the attempt
   * @return completes with the record once it is durable
   */
  CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation);

  /**
   * Records that an attempt ended without its operation having returned: it ignored its timeout, or
   * its worker died. Later captures of that attempt are refused.
   *
   * @param type such as {@code Timeout} or {@code WorkerDied}
   * @param message what happened
   * @return completes with the failed record once it is durable, or with the record the attempt
   *     committed first
   */
  CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message);
}
