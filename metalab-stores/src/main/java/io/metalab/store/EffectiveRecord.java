package io.metalab.store;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.codec.RunRecordCodec;
import java.util.Comparator;

/**
 * The rule that picks one record of a run: a success, of several the one with the lowest attempt;
 * else the highest attempt, one that tells how it ended before one that says it was lost, and that
 * before a running one; among equals the one with the smallest checksum. It depends on the records
 * alone, so stores that hold the same records pick the same one, however the records came there.
 */
public final class EffectiveRecord {
  /** Orders the records of a run, the effective one first. */
  public static final Comparator<RunRecord> ORDER =
      ((Comparator<RunRecord>) (a, b) -> compare(a.status(), a.attempt(), b.status(), b.attempt()))
          .thenComparing(
              (a, b) -> compareChecksums(RunRecordCodec.checksum(a), RunRecordCodec.checksum(b)));

  private EffectiveRecord() {}

  /**
   * Returns a negative number if the first record comes before the second, 0 if their checksums
   * decide.
   */
  public static int compare(
      RunStatus status, int attempt, RunStatus otherStatus, int otherAttempt) {
    boolean success = status == RunStatus.SUCCESS;
    boolean otherSuccess = otherStatus == RunStatus.SUCCESS;
    if (success && otherSuccess) {
      return Integer.compare(attempt, otherAttempt);
    }
    if (success || otherSuccess) {
      return Boolean.compare(otherSuccess, success);
    }
    int byAttempt = Integer.compare(otherAttempt, attempt);
    return byAttempt != 0 ? byAttempt : Integer.compare(knowledge(otherStatus), knowledge(status));
  }

  /** Another store may have lost sight of an attempt that ended somewhere. */
  private static int knowledge(RunStatus status) {
    return switch (status) {
      case RUNNING -> 0;
      case LOST -> 1;
      case SUCCESS, FAILED, CANCELLED -> 2;
    };
  }

  /** Compares what {@link RunRecordCodec#checksum} returns of two records. */
  public static int compareChecksums(int checksum, int otherChecksum) {
    return Integer.compareUnsigned(checksum, otherChecksum);
  }
}
