package io.metalab.api.executor;

import io.metalab.api.CancellationToken;
import io.metalab.api.RunRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What an executor does with a payload on the thread it picked: runs the operation on that thread
 * and commits the record.
 */
public interface RunBody {
  /**
   * The type of the error of an attempt that took longer than its timeout; also how the reason
   * starts that such an attempt's token is cancelled with.
   */
  String TIMEOUT = "Timeout";

  /** The type that {@link #abandon} is given for an attempt that ignored its cancellation. */
  String CANCELLED = "Cancelled";

  /** The type that {@link #abandon} is given for an attempt whose worker ended before it. */
  String WORKER_DIED = "WorkerDied";

  /**
   * Executes one attempt and hands its record to the store.
   *
   * <p>Returns once the operation is over; the record may still be on its way to the disk. A failed
   * operation is a record; the future fails only if the store does.
   *
   * <p>An attempt whose token is cancelled before it starts is not executed; its record, of status
   * CANCELLED, is not stored.
   *
   * @param cancellation stops the attempt; a reason that starts with {@link #TIMEOUT} makes its
   *     record FAILED, any other CANCELLED
   * @return completes with the record once it is durable
   */
  CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation);

  /**
   * Records that an attempt ended without its operation having returned: it ignored its timeout or
   * its cancellation, or its worker died. Later captures of that attempt are refused.
   *
   * @param type such as {@link #TIMEOUT} or {@link #WORKER_DIED}, which make the record FAILED, or
   *     {@link #CANCELLED}, which makes it CANCELLED
   * @param message what happened
   * @return completes with the record once it is durable, or with the record the attempt committed
   *     first
   */
  CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message);

  /**
   * Returns how long an attempt that was told to stop may go on before it is given up; a second for
   * most operations.
   */
  default Duration stopTime() {
    return Duration.ofSeconds(1);
  }
}
