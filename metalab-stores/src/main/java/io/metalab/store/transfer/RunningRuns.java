package io.metalab.store.transfer;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import java.util.List;
import java.util.stream.Stream;

/** Finds what stays behind: only the store that an attempt began in can tell how it goes on. */
public final class RunningRuns {
  private RunningRuns() {}

  /** Returns the runs that are being executed just now, in the order of the store. */
  public static List<RunId> of(Store store, Scope scope) {
    if (scope.counts(store).allMatch(count -> count.count(RunStatus.RUNNING) == 0)) {
      return List.of();
    }
    try (Stream<RunRecord> records = store.runRecords(scope.experimentId())) {
      return records
          .filter(record -> record.status() == RunStatus.RUNNING)
          .map(RunRecord::runId)
          .toList();
    }
  }
}
