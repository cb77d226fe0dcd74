package io.metalab.core.stage;

import com.google.common.collect.Iterables;
import com.google.common.collect.Streams;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.StageValue;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.Store;
import io.metalab.core.frame.RowScan;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.RecordFields;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a stage takes from an earlier one out of a store, many records at a time. */
final class TakeReader {
  private static final int BATCH = 4_096;

  private final Store store;
  private final String stage;
  private final Take take;
  private final RecordValues values;
  private final Predicate<RunStatus> blocks;

  private final List<TakenRun> taken = new ArrayList<>();
  private final Set<String> blockedPoints = new LinkedHashSet<>();
  private final Set<RunId> blocking = new LinkedHashSet<>();
  private long pending;
  private long failed;

  /**
   * Prepares to read.
   *
   * @param stage the stage that takes
   * @param wanted what it takes of each run
   * @param blocks tells whether a run of a status other than success will never be one
   */
  TakeReader(
      Store store, String stage, Take take, List<StageValue> wanted, Predicate<RunStatus> blocks) {
    this.store = store;
    this.stage = stage;
    this.take = take;
    this.values = new RecordValues(stage, wanted);
    this.blocks = blocks;
  }

  /**
   * Reads the runs.
   *
   * @throws StageException if a successful run does not have what is wanted of it, or none has the
   *     metric by which they are ranked
   */
  TakenRuns read(EarlierRuns earlier) {
    Predicate<RunRecord> filter = filter(earlier);
    for (List<RunId> ids : Iterables.partition(earlier.ids(), BATCH)) {
      Map<RunId, RunRecord> records = RecordLookupStore.findRunRecords(store, ids);
      ids.forEach(id -> add(id, records.get(id), filter));
    }
    pending += earlier.pending();
    long blockedBefore = 0;
    if (!take.skipFailed()) {
      blockedBefore = earlier.blocked();
      blocking.addAll(earlier.blocking());
    }
    List<RunId> named = blocking.stream().limit(TakenRuns.MOST_NAMED).toList();
    return new TakenShares(stage, take, taken, blockedPoints)
        .shared(pending, failed, blockedBefore, earlier.runsPerPoint(), named);
  }

  /** Returns the filter over the fields of all runs, which are read for them once more. */
  private Predicate<RunRecord> filter(EarlierRuns earlier) {
    if (take.where().isEmpty()) {
      return record -> true;
    }
    FieldTable fields = RowScan.of(() -> successes(earlier)).fields().table();
    return Where.parse(take.where()).bind(fields.scope(RecordFields::reader));
  }

  private Stream<RunRecord> successes(EarlierRuns earlier) {
    return Streams.stream(Iterables.partition(earlier.ids(), BATCH))
        .flatMap(ids -> RecordLookupStore.findRunRecords(store, ids).values().stream())
        .filter(record -> record.status() == RunStatus.SUCCESS);
  }

  private void add(RunId id, @Nullable RunRecord record, Predicate<RunRecord> filter) {
    if (record != null && record.status() == RunStatus.SUCCESS) {
      if (filter.test(record)) {
        taken.add(new TakenRun(id, point(record), score(record), values.of(record)));
      }
    } else if (record == null || !blocks.test(record.status())) {
      pending++;
    } else if (!take.skipFailed()) {
      failed++;
      blockedPoints.add(point(record));
      if (blocking.size() < TakenRuns.MOST_NAMED) {
        blocking.add(id);
      }
    }
  }

  private String point(RunRecord record) {
    return record.contextFingerprint() + record.paramsFingerprint();
  }

  private double score(RunRecord record) {
    return take.ranks() && record.metrics().get(take.by().metric()) instanceof Number value
        ? value.doubleValue()
        : Double.NaN;
  }
}
