package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StudyCount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers questions about runs; for many threads. */
final class RunQueries {
  private static final String REMOVED =
      "SELECT run_id, removed FROM runs WHERE removed > 0 AND run_id IN ";
  private static final String COUNTS =
      "SELECT kind, status, count(*) FROM runs WHERE status IS NOT NULL GROUP BY status, kind";
  private static final String RUNNING =
      "SELECT kind, writer, count(*) FROM runs WHERE status = 'running' GROUP BY kind, writer";
  private static final String COMPUTED =
      "SELECT run_id FROM runs WHERE status = 'success' AND computation IN ";
  private static final String PREFIX =
      "SELECT run_id FROM runs WHERE run_id BETWEEN ? AND ? AND status IS NOT NULL"
          + " ORDER BY run_id LIMIT ?";

  private final Database database;
  private final Kinds kinds;
  private final Records records;
  private final RunLookUps lookUps;
  private final Writers writers;
  private final Leases leases;

  RunQueries(Database database, Kinds kinds, Writers writers, Leases leases) {
    this.database = database;
    this.kinds = kinds;
    this.records = new Records(database, kinds);
    this.lookUps = new RunLookUps(database, kinds, writers, leases);
    this.writers = writers;
    this.leases = leases;
  }

  /** Returns what tells the statuses of one query. */
  ShownStatuses statuses() {
    return new ShownStatuses(writers, leases);
  }

  Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    List<@Nullable StoredRun> stored = lookUp(RunIds.copyOf(ids));
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    int position = 0;
    for (RunId id : ids) {
      StoredRun run = stored.get(position++);
      if (run != null) {
        found.put(id, run);
      }
    }
    return found;
  }

  List<@Nullable StoredRun> lookUp(RunIds ids) {
    return lookUps.lookUp(ids);
  }

  Map<RunId, Integer> removedAttempts(Collection<RunId> ids) {
    return database.read(
        sql -> {
          Map<RunId, Integer> removed = new LinkedHashMap<>();
          for (List<byte[]> some : RunKeys.padded(ids)) {
            sql.list(
                REMOVED + Sql.marks(some.size()),
                row -> removed.put(RunKeys.runId(row.getBytes(1)), row.getInt(2)),
                some.toArray());
          }
          return removed;
        });
  }

  /** Returns by computation the first of the runs that have its result. */
  Map<String, RunId> findComputations(Collection<String> computations) {
    if (computations.isEmpty()) {
      return Map.of();
    }
    database.indexComputations();
    Set<String> wanted = new LinkedHashSet<>(computations);
    List<Long> prefixes = wanted.stream().map(RunKeys::prefix).distinct().toList();
    return database.read(
        sql -> {
          Map<String, RunId> found = new LinkedHashMap<>();
          for (List<Long> some : RunKeys.padded(prefixes)) {
            List<RunId> runs =
                sql.list(
                    COMPUTED + Sql.marks(some.size()) + " ORDER BY number",
                    row -> RunKeys.runId(row.getBytes(1)),
                    some.toArray());
            Map<RunId, AttemptSet> stored = AttemptRows.find(sql, runs, "");
            for (RunId run : runs) {
              String computation = computation(sql, stored.get(run));
              if (wanted.contains(computation)) {
                found.putIfAbsent(computation, run);
              }
            }
          }
          return found;
        });
  }

  /** Returns the whole computation of a run's success; nothing if it has gone meanwhile. */
  private String computation(Sql sql, @Nullable AttemptSet run) throws SQLException {
    List<AttemptRow> attempts = run == null ? List.of() : run.inOrder();
    if (run == null || attempts.isEmpty() || attempts.get(0).status() != RunStatus.SUCCESS) {
      return "";
    }
    AttemptRow row = attempts.get(0);
    return records
        .read(sql, row.record(), row.checksum(), row.kind(), row.status(), List.of(), run.number())
        .computation();
  }

  /** Returns up to so many attempts at a run, the effective record first. */
  List<RunRecord> attempts(RunId id, int limit) {
    return database.read(sql -> attempts(sql, id, limit));
  }

  private List<RunRecord> attempts(Sql sql, RunId id, int limit) throws SQLException {
    Optional<AttemptSet> run = AttemptRows.find(sql, id, "");
    return run.isEmpty() ? List.of() : attempts(sql, run.get(), limit, statuses());
  }

  private List<RunRecord> attempts(Sql sql, AttemptSet run, int limit, ShownStatuses statuses)
      throws SQLException {
    List<Annotation> annotations = EditRows.annotations(EditRows.of(sql, run.number()));
    List<RunRecord> attempts = new ArrayList<>();
    for (AttemptRow row : run.inOrder().stream().limit(limit).toList()) {
      attempts.add(
          records.read(
              sql,
              row.record(),
              row.checksum(),
              row.kind(),
              statuses.of(sql, row.status(), row.writer()),
              annotations,
              run.number()));
    }
    return attempts;
  }

  Map<RunId, RunRecord> findRunRecords(Collection<RunId> ids) {
    return database.read(
        sql -> {
          ShownStatuses statuses = statuses();
          Map<RunId, RunRecord> found = new LinkedHashMap<>();
          for (AttemptSet run : AttemptRows.find(sql, ids, "").values()) {
            for (RunRecord effective : attempts(sql, run, 1, statuses)) {
              found.put(run.runId(), effective);
            }
          }
          return found;
        });
  }

  List<RunId> findByPrefix(String prefix, int limit) {
    byte[] low = RunKeys.bytes(new RunId(prefix + "0".repeat(64 - prefix.length())));
    byte[] high = RunKeys.bytes(new RunId(prefix + "f".repeat(64 - prefix.length())));
    return database.read(
        sql -> sql.list(PREFIX, row -> RunKeys.runId(row.getBytes(1)), low, high, limit));
  }

  private record Count(long kind, RunStatus status, long runs) {}

  List<StudyCount> counts() {
    return database.read(
        sql -> {
          Map<String, Map<RunStatus, Long>> statuses = new TreeMap<>();
          Map<String, Map<String, Long>> codes = new HashMap<>();
          for (Count count : countsByKind(sql)) {
            Kind kind = kinds.get(sql, count.kind());
            statuses
                .computeIfAbsent(kind.experiment(), id -> new EnumMap<>(RunStatus.class))
                .merge(count.status(), count.runs(), Long::sum);
            if (count.status() == RunStatus.SUCCESS) {
              codes
                  .computeIfAbsent(kind.experiment(), id -> new TreeMap<>())
                  .merge(kind.code(), count.runs(), Long::sum);
            }
          }
          List<StudyCount> counts = new ArrayList<>();
          statuses.forEach(
              (experiment, byStatus) ->
                  counts.add(
                      new StudyCount(
                          experiment, byStatus, codes.getOrDefault(experiment, Map.of()))));
          return Collections.unmodifiableList(counts);
        });
  }

  private List<Count> countsByKind(Sql sql) throws SQLException {
    List<Count> all =
        sql.list(
            COUNTS,
            row ->
                new Count(
                    row.getLong(1), RunStatus.fromWireName(row.getString(2)), row.getLong(3)));
    List<Count> counts = new ArrayList<>();
    for (Count count : all) {
      if (count.status() != RunStatus.RUNNING) {
        counts.add(count);
      }
    }
    if (counts.size() < all.size()) {
      ShownStatuses statuses = statuses();
      counts.addAll(
          sql.list(
              RUNNING,
              row ->
                  new Count(
                      row.getLong(1),
                      statuses.of(sql, RunStatus.RUNNING, row.getLong(2)),
                      row.getLong(3))));
    }
    return counts;
  }

  long runs() {
    return database.read(sql -> sql.number("SELECT count(*) FROM runs WHERE status IS NOT NULL"));
  }

  /** Reads all effective records in the order in which their runs were first stored. */
  RunPages pages(String experiment) {
    return new RunPages(database, kinds, records, statuses(), experiment);
  }

  /** Returns the records of all attempts that are not effective. */
  List<RunRecord> superseded() {
    return database.read(
        sql ->
            sql.list(
                "SELECT s.record, s.checksum, s.kind, s.status, s.run FROM superseded s"
                    + " JOIN runs r ON r.number = s.run WHERE r.status IS NOT NULL",
                row ->
                    records.read(
                        sql,
                        new Bytes(row.getBytes(1)),
                        row.getInt(2),
                        row.getLong(3),
                        RunStatus.fromWireName(row.getString(4)),
                        List.of(),
                        row.getLong(5))));
  }

  /** Returns the error that a run is not there. */
  MetalabException notFound(RunId run) {
    return new MetalabException(
        ErrorCode.NOT_FOUND, "The run %s is not in the store %s.".formatted(run, database.name()));
  }
}
