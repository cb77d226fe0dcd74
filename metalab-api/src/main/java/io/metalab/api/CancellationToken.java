package io.metalab.api;

/** Tells a run that it should stop; safe for use by many threads. */
public interface CancellationToken {
  /** A token that is never cancelled. */
  CancellationToken NONE = new CancellationSource().token();

  /** Returns whether the run should stop. */
  boolean isCancelled();

  /** Returns why, or the empty string while not cancelled. */
  String reason();

  /**
   * Does nothing while not cancelled.
   *
   * @throws MetalabException with {@link ErrorCode#CANCELLED} and the reason once cancelled
   */
  void throwIfCancelled();

  /**
   * Runs an action once, at cancellation, on the thread that cancels; at once if already cancelled.
   */
  void onCancel(Runnable action);
}
