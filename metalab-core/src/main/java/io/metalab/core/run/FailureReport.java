package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.results.Results;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Failures by kind: of runs whose effective record is a failure, and of attempts that another one
 * has superseded.
 *
 * @param runs how many runs were looked at
 * @param failed the kinds in which runs stand failed, the largest first
 * @param retried the kinds in which earlier attempts failed at runs that stand otherwise now, the
 *     largest first; a run counts once for a kind
 */
public record FailureReport(long runs, List<FailureGroup> failed, List<FailureGroup> retried) {
  /** How many runs of a kind are named. */
  public static final int MAX_EXAMPLES = 100;

  private static final int BATCH = 1_000;

  public FailureReport {
    failed = List.copyOf(failed);
    retried = List.copyOf(retried);
  }

  /** Groups the failures of runs of a store. */
  public static FailureReport of(Store store, Results results) {
    Reader reader = new Reader(store);
    try (Stream<RunRecord> records = results.records()) {
      records.forEachOrdered(reader::add);
    }
    return reader.report();
  }

  /** Returns how many runs stand failed. */
  public long failedRuns() {
    return failed.stream().mapToLong(FailureGroup::count).sum();
  }

  private static final class Reader {
    private final Store store;
    private final FailureLog failed = new FailureLog(MAX_EXAMPLES);
    private final FailureLog retried = new FailureLog(MAX_EXAMPLES);
    private final List<RunId> batch = new ArrayList<>(BATCH);
    private long runs;

    Reader(Store store) {
      this.store = store;
    }

    void add(RunRecord record) {
      runs++;
      if (record.status() == RunStatus.FAILED) {
        failed.add(record);
      }
      batch.add(record.runId());
      if (batch.size() == BATCH) {
        readAttempts();
      }
    }

    /** Most runs have one attempt; a look-up tells which do not without reading a record. */
    private void readAttempts() {
      for (Map.Entry<RunId, StoredRun> run : store.findRuns(batch).entrySet()) {
        if (run.getValue().attempt() > 1) {
          addSuperseded(store.attempts(run.getKey()));
        }
      }
      batch.clear();
    }

    private void addSuperseded(List<RunRecord> attempts) {
      Set<String> kinds = new HashSet<>();
      kinds.add(attempts.get(0).error().fingerprint());
      for (RunRecord attempt : attempts.subList(1, attempts.size())) {
        if (attempt.status() == RunStatus.FAILED && kinds.add(attempt.error().fingerprint())) {
          retried.add(attempt);
        }
      }
    }

    FailureReport report() {
      readAttempts();
      return new FailureReport(runs, failed.groups(), retried.groups());
    }
  }
}
