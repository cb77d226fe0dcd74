package io.metalab.store;

import io.metalab.api.RunStatus;

/**
 * The rule that picks one record of a run: a success, else the highest attempt, a finished record
 * of it before a running one, among equals the one of the smaller place.
 */
public final class EffectiveRecord {
  private EffectiveRecord() {}

  /**
   * Returns a negative number if the first record comes before the second, 0 if their places
   * decide.
   */
  public static int compare(
      RunStatus status, int attempt, RunStatus otherStatus, int otherAttempt) {
    boolean success = status == RunStatus.SUCCESS;
    boolean otherSuccess = otherStatus == RunStatus.SUCCESS;
    if (success || otherSuccess) {
      return Boolean.compare(otherSuccess, success);
    }
    int byAttempt = Integer.compare(otherAttempt, attempt);
    return byAttempt != 0
        ? byAttempt
        : Boolean.compare(otherStatus.isFinished(), status.isFinished());
  }
}
