package io.metalab.executor.slurm;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import java.util.Optional;
import java.util.Set;

/** Finds the record of an attempt that a task was to make. */
final class Settled {
  private static final Set<RunStatus> ENDS =
      Set.of(RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.CANCELLED);

  private Settled() {}

  /**
   * Returns how an attempt ended, or a later one, if it has.
   *
   * @param known what a look-up told of the run
   * @param attempt the number of the first attempt that counts
   */
  static Optional<RunRecord> find(Store store, RunId runId, StoredRun known, int attempt) {
    if (known.attempt() < attempt || !ENDS.contains(known.status())) {
      return Optional.empty();
    }
    Optional<RunRecord> effective =
        store.findRunRecord(runId).filter(record -> counts(record, attempt));
    // A success before this attempt stays the effective record.
    return effective.isPresent()
        ? effective
        : store.attempts(runId).stream().filter(record -> counts(record, attempt)).findFirst();
  }

  private static boolean counts(RunRecord record, int attempt) {
    return record.attempt() >= attempt && ENDS.contains(record.status());
  }
}
