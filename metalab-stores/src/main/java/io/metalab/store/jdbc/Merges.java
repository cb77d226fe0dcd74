package io.metalab.store.jdbc;

import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Hands out all that is known of runs, and takes in what other stores know; for many threads. */
final class Merges {
  private static final int RUNS_AT_ONCE = 256;
  private static final String NEXT =
      "SELECT run_id, number FROM runs WHERE number > ? ORDER BY number LIMIT " + RUNS_AT_ONCE;

  private final Database database;
  private final Writers writers;
  private final Kinds kinds;
  private final Records records;

  Merges(Database database, Writers writers, Kinds kinds) {
    this.database = database;
    this.writers = writers;
    this.kinds = kinds;
    this.records = new Records(database, kinds);
  }

  Stream<RunHistory> histories(String experimentId) {
    return StreamSupport.stream(new Histories(experimentId), false);
  }

  Map<RunId, RunHistory> find(Collection<RunId> runIds) {
    return database.read(
        sql -> {
          Map<RunId, RunHistory> found = new LinkedHashMap<>();
          for (AttemptSet run : AttemptRows.find(sql, runIds, "").values()) {
            RunHistory history = history(sql, run);
            if (!history.isEmpty()) {
              found.put(run.runId(), history);
            }
          }
          return found;
        });
  }

  private RunHistory history(Sql sql, AttemptSet run) throws SQLException {
    List<RunRecord> attempts = new ArrayList<>();
    for (AttemptRow row : run.inOrder()) {
      if (row.status() != RunStatus.RUNNING) {
        attempts.add(
            records.read(
                sql,
                row.record(),
                row.checksum(),
                row.kind(),
                row.status(),
                List.of(),
                run.number()));
      }
    }
    Long kind = run.kind();
    return new RunHistory(
        run.runId(),
        kind == null ? "" : kinds.get(sql, kind).experiment(),
        run.removed(),
        attempts,
        attempts.isEmpty() ? List.of() : EditRows.of(sql, run.number()));
  }

  /** Takes in what another store knows of a run; durable on return. */
  void merge(RunHistory history) {
    Session session = writers.current();
    List<AttemptRow> rows = new ArrayList<>();
    for (RunRecord record : history.attempts()) {
      Kind kind = kinds.of(record);
      rows.add(new Pending.Attempt(record, kind, null, new CompletableFuture<>()).row(session));
    }
    Long kind =
        history.experimentId().isEmpty()
            ? null
            : Long.valueOf(kinds.of(history.experimentId(), Provenance.NONE).number());
    database.write(
        sql -> {
          merge(sql, history, kind, rows);
          return true;
        });
  }

  private void merge(Sql sql, RunHistory history, @Nullable Long kind, List<AttemptRow> rows)
      throws SQLException {
    sql.update(
        "INSERT INTO runs (run_id, highest, kind) VALUES (?, 0, ?) ON CONFLICT (run_id) DO NOTHING",
        RunKeys.bytes(history.runId()),
        kind);
    AttemptSet run = AttemptRows.find(sql, history.runId(), database.lock()).orElseThrow();
    run.remove(history.removedAttempts());
    rows.forEach(run::add);
    boolean changed = run.isChanged();
    if (changed) {
      run.save(sql);
      EditRows.delete(sql, run.number(), run.removed());
    }
    for (RunEdit edit : history.edits()) {
      if (edit.attempt() > run.removed()) {
        changed |= EditRows.insert(sql, run.number(), edit);
      }
    }
    if (changed) {
      RunRows.tell(sql, List.of(run.number()));
    }
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
