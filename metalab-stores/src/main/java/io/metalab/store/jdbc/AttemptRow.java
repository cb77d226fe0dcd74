package io.metalab.store.jdbc;

import io.metalab.api.RunStatus;
import io.metalab.store.EffectiveRecord;

/**
 * A record as it is stored.
 *
 * @param status status of the attempt
 * @param attempt number of the attempt
 * @param kind number of what it shares with others
 * @param computation first 64 bits of its computation
 * @param writer number of the writer id under which it came
 * @param checksum what decides between attempts of one number
 * @param record the record
 */
record AttemptRow(
    RunStatus status,
    int attempt,
    long kind,
    long computation,
    long writer,
    int checksum,
    Bytes record) {
  /** Returns a negative number if this attempt is effective rather than another of its run. */
  int compareTo(AttemptRow other) {
    int byRule = EffectiveRecord.compare(status, attempt, other.status, other.attempt);
    return byRule != 0 ? byRule : EffectiveRecord.compareChecksums(checksum, other.checksum);
  }

  boolean isFinished() {
    return status.isFinished();
  }

  boolean hasSameContent(AttemptRow other) {
    return status == other.status && record.equals(other.record);
  }
}
