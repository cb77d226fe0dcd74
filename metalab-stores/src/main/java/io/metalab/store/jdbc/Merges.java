package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RunHistory;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Hands out all that is known of runs; for many threads. */
final class Merges {
  private static final int RUNS_AT_ONCE = 256;
  private static final String NEXT =
      "SELECT run_id, number FROM runs WHERE number > ? ORDER BY number LIMIT " + RUNS_AT_ONCE;

  private final Database database;
  private final Kinds kinds;
  private final Records records;
  private final RunQueries queries;

  Merges(Database database, Kinds kinds, RunQueries queries) {
    this.database = database;
    this.kinds = kinds;
    this.records = new Records(database, kinds);
    this.queries = queries;
  }

  Stream<RunHistory> histories(String experimentId) {
    return StreamSupport.stream(new Histories(experimentId), false);
  }

  Map<RunId, RunHistory> find(Collection<RunId> runIds) {
    return database.read(
        sql -> {
          Map<RunId, RunHistory> found = new LinkedHashMap<>();
          ShownStatuses statuses = queries.statuses();
          for (AttemptSet run : AttemptRows.find(sql, runIds, "").values()) {
            RunHistory history = history(sql, run, statuses);
            if (!history.isEmpty()) {
              found.put(run.runId(), history);
            }
          }
          return found;
        });
  }

  /** What is being executed is left out, unless its writer is gone. */
  private RunHistory history(Sql sql, AttemptSet run, ShownStatuses statuses) throws SQLException {
    Set<RunRecord> attempts = new LinkedHashSet<>();
    for (AttemptRow row : run.inOrder()) {
      RunStatus shown = statuses.of(sql, row.status(), row.writer());
      if (shown != RunStatus.RUNNING) {
        attempts.add(
            records.read(
                sql, row.record(), row.checksum(), row.kind(), shown, List.of(), run.number()));
      }
    }
    Long kind = run.kind();
    return new RunHistory(
        run.runId(),
        kind == null ? "" : kinds.get(sql, kind).experiment(),
        run.removed(),
        List.copyOf(attempts),
        attempts.isEmpty() ? List.of() : EditRows.of(sql, run.number()));
  }

  /** All histories in the order of their runs. */
  private final class Histories extends Spliterators.AbstractSpliterator<RunHistory> {
    private final String experiment;
    private final Deque<RunHistory> next = new ArrayDeque<>();
    private long number;
    private boolean isOver;

    Histories(String experiment) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.experiment = experiment;
    }

    @Override
    public boolean tryAdvance(Consumer<? super RunHistory> action) {
      while (next.isEmpty() && !isOver) {
        fill();
      }
      RunHistory history = next.poll();
      if (history == null) {
        return false;
      }
      action.accept(history);
      return true;
    }

    private void fill() {
      Map<Long, RunId> runs = new LinkedHashMap<>();
      database.read(
          sql ->
              sql.list(
                  NEXT, row -> runs.put(row.getLong(2), RunKeys.runId(row.getBytes(1))), number));
      isOver = runs.size() < RUNS_AT_ONCE;
      Map<RunId, RunHistory> histories = find(runs.values());
      for (Map.Entry<Long, RunId> run : runs.entrySet()) {
        number = run.getKey();
        RunHistory history = histories.get(run.getValue());
        if (history != null
            && (experiment.isEmpty() || experiment.equals(history.experimentId()))) {
          next.add(history);
        }
      }
    }
  }
}
