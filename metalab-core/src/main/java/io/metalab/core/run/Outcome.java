package io.metalab.core.run;

import io.metalab.api.CancellationToken;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunBody;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param status success, failed or cancelled
 * @param error why it did not succeed, with its fingerprint, or {@link RunError#NONE}
 */
record Outcome(RunStatus status, RunError error) {
  /**
   * Returns the outcome of an operation that returned.
   *
   * <p>An attempt that took longer than its timeout has failed, whatever it returned: what it
   * captured may be part of a result.
   */
  static Outcome returned(@Nullable RunRecord draft, CancellationToken cancellation) {
    if (isTimeout(cancellation.reason())) {
      return new Outcome(RunStatus.FAILED, error(RunBody.TIMEOUT, cancellation.reason()));
    }
    if (draft == null || draft.status() == RunStatus.SUCCESS) {
      return new Outcome(RunStatus.SUCCESS, RunError.NONE);
    }
    if (draft.status() == RunStatus.FAILED || draft.status() == RunStatus.CANCELLED) {
      return new Outcome(draft.status(), RunErrors.withFingerprint(draft.error()));
    }
    String rule = "The operation returned a draft of status %s; it must be success, failed or";
    return new Outcome(
        RunStatus.FAILED,
        error("InvalidDraft", (rule + " cancelled.").formatted(draft.status().wireName())));
  }

  /** Returns the outcome of an operation that threw. */
  static Outcome threw(Throwable thrown, CancellationToken cancellation) {
    String reason = cancellation.reason();
    if (isTimeout(reason)) {
      return new Outcome(RunStatus.FAILED, RunErrors.of(RunBody.TIMEOUT, message(reason), thrown));
    }
    if (cancellation.isCancelled()) {
      return new Outcome(RunStatus.CANCELLED, RunErrors.of(RunBody.CANCELLED, reason, thrown));
    }
    return new Outcome(RunStatus.FAILED, RunErrors.of(thrown));
  }

  /** Returns the outcome of an attempt that was given up. */
  static Outcome abandoned(String type, String message) {
    RunStatus status = type.equals(RunBody.CANCELLED) ? RunStatus.CANCELLED : RunStatus.FAILED;
    return new Outcome(status, error(type, message));
  }

  private static RunError error(String type, String reason) {
    return RunErrors.withFingerprint(RunError.of(type, message(reason)));
  }

  private static boolean isTimeout(String reason) {
    return reason.startsWith(RunBody.TIMEOUT);
  }

  private static String message(String reason) {
    String prefix = RunBody.TIMEOUT + ": ";
    return reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
  }
}
