package io.metalab.store.file;

import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StudyCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers questions about runs from the catalog and the segments. */
final class RunQueries {
  private final Catalog catalog;
  private final Sessions sessions;
  private final Leases leases;

  RunQueries(Catalog catalog, Sessions sessions, Leases leases) {
    this.catalog = catalog;
    this.sessions = sessions;
    this.leases = leases;
  }

  private ShownStatuses statuses(CatalogIndex index) {
    return new ShownStatuses(index, sessions, leases);
  }

  /** Returns what is known of each id, by position; null where nothing is. */
  List<@Nullable StoredRun> lookUp(RunIds ids) throws IOException {
    List<@Nullable StoredRun> found = new ArrayList<>(ids.size());
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      ShownStatuses statuses = statuses(index);
      for (int i = 0; i < ids.size(); i++) {
        int head = index.table.find(ids.word(i, 0), ids.word(i, 1), ids.word(i, 2), ids.word(i, 3));
        found.add(head == RunTable.NONE ? null : stored(index, head, statuses));
      }
    }
    return found;
  }

  private static @Nullable StoredRun stored(CatalogIndex index, int head, ShownStatuses statuses)
      throws IOException {
    int row = index.table.effective(head);
    if (row == RunTable.NONE) {
      return null;
    }
    String code = index.kinds.get(index.table.kind(row)).code();
    return new StoredRun(statuses.of(row), index.table.highestAttempt(head), code);
  }

  Map<RunId, StoredRun> findRuns(Collection<RunId> ids) throws IOException {
    List<RunId> runs = List.copyOf(ids);
    List<@Nullable StoredRun> stored = lookUp(RunIds.copyOf(runs));
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      StoredRun run = stored.get(i);
      if (run != null) {
        found.put(runs.get(i), run);
      }
    }
    return found;
  }

  /** Returns the highest attempt that was removed of each run of which some were. */
  Map<RunId, Integer> removedAttempts(Collection<RunId> ids) throws IOException {
    Map<RunId, Integer> removed = new LinkedHashMap<>();
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      for (RunId id : ids) {
        int attempt = index.removedUpTo(id);
        if (attempt > 0) {
          removed.put(id, attempt);
        }
      }
    }
    return removed;
  }

  Map<String, RunId> findComputations(Collection<String> computations) throws IOException {
    Map<String, RunId> found = new LinkedHashMap<>();
    try (RecordReader reader = new RecordReader(catalog)) {
      synchronized (catalog) {
        CatalogIndex index = catalog.refresh();
        for (String computation : computations) {
          Optional<RunId> run = findComputation(index, computation, reader);
          run.ifPresent(id -> found.put(computation, id));
        }
      }
    }
    return found;
  }

  private static Optional<RunId> findComputation(
      CatalogIndex index, String computation, RecordReader reader) throws IOException {
    for (int row : index.computations.rows(Id.prefix(computation))) {
      int head = index.table.find(index.table.id(row));
      if (index.table.effective(head) == row && index.table.status(row) == RunStatus.SUCCESS) {
        RunRecord record = reader.read(RecordReader.place(index, row));
        if (record.computation().equals(computation)) {
          return Optional.of(record.runId());
        }
      }
    }
    return Optional.empty();
  }

  List<RunId> findByPrefix(String prefix, int limit) throws IOException {
    synchronized (catalog) {
      return catalog.refresh().findByPrefix(prefix, limit);
    }
  }

  List<StudyCount> counts() throws IOException {
    Map<String, Map<RunStatus, Long>> counts = new TreeMap<>();
    Map<String, Map<String, Long>> codes = new HashMap<>();
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      ShownStatuses statuses = statuses(index);
      for (int head = 0; head < index.table.size(); head++) {
        int row = index.table.isHead(head) ? index.table.effective(head) : RunTable.NONE;
        if (row != RunTable.NONE) {
          SegmentEntries.Kind kind = index.kinds.get(index.table.kind(row));
          RunStatus status = statuses.of(row);
          counts
              .computeIfAbsent(kind.experiment(), experiment -> new EnumMap<>(RunStatus.class))
              .merge(status, 1L, Long::sum);
          if (status == RunStatus.SUCCESS) {
            codes
                .computeIfAbsent(kind.experiment(), experiment -> new TreeMap<>())
                .merge(kind.code(), 1L, Long::sum);
          }
        }
      }
    }
    List<StudyCount> result = new ArrayList<>();
    counts.forEach(
        (experiment, byStatus) ->
            result.add(
                new StudyCount(experiment, byStatus, codes.getOrDefault(experiment, Map.of()))));
    return result;
  }

  long runs() throws IOException {
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      long runs = 0;
      for (int head = 0; head < index.table.size(); head++) {
        if (index.table.isHead(head) && index.table.effective(head) != RunTable.NONE) {
          runs++;
        }
      }
      return runs;
    }
  }

  RunRecords runRecords(String experiment, boolean everyAttempt) throws IOException {
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      return new RunRecords(catalog, index, statuses(index), experiment, everyAttempt);
    }
  }

  String readChanges(String experiment, String mark, ChangeReader reader) throws IOException {
    RunChanges changes;
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      changes = new RunChanges(catalog, index, statuses(index), mark);
    }
    return changes.read(experiment, reader);
  }

  /** Returns the highest attempt at a run, or 0 if it is not stored. */
  int highestAttempt(RunId id) throws IOException {
    StoredRun run = findRuns(List.of(id)).get(id);
    return run == null ? 0 : run.attempt();
  }

  /** Returns the highest attempt at a run that is over, or 0. */
  int highestEndedAttempt(RunId id) throws IOException {
    int highest = 0;
    synchronized (catalog) {
      CatalogIndex index = catalog.current();
      ShownStatuses statuses = statuses(index);
      int head = index.table.find(Id.of(id));
      List<Integer> rows = head == RunTable.NONE ? List.of() : index.table.attempts(head);
      for (int row : rows) {
        if (statuses.of(row) != RunStatus.RUNNING) {
          highest = Math.max(highest, index.table.attempt(row));
        }
      }
    }
    return highest;
  }

  /** Returns the experiment of a run that is stored, or empty. */
  String experimentOf(RunId id) {
    synchronized (catalog) {
      CatalogIndex index = catalog.current();
      int head = index.table.find(Id.of(id));
      return head == RunTable.NONE ? "" : index.kinds.get(index.table.kind(head)).experiment();
    }
  }

  /** Returns what is known of the runs of an experiment, or of all. */
  Stream<RunHistory> histories(String experiment) throws IOException {
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      return RunHistories.all(catalog, index, statuses(index), experiment);
    }
  }

  /** Returns what is known of some runs. */
  Map<RunId, RunHistory> findHistories(Collection<RunId> runs) throws IOException {
    Map<RunId, RunHistory> found = new LinkedHashMap<>();
    Stream<RunHistory> some;
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      some = RunHistories.of(catalog, index, statuses(index), runs);
    }
    try (some) {
      some.forEachOrdered(history -> found.put(history.runId(), history));
    }
    return found;
  }

  /** Returns the writer of the first record of an attempt, or empty. */
  String writerOf(RunId id, int attempt) {
    synchronized (catalog) {
      CatalogIndex index = catalog.current();
      int head = index.table.find(Id.of(id));
      List<Integer> rows = head == RunTable.NONE ? List.of() : index.table.attempts(head);
      for (int row : rows) {
        if (index.table.attempt(row) == attempt) {
          return index.segments.get(index.table.segment(row)).name.writer();
        }
      }
      return "";
    }
  }
}
