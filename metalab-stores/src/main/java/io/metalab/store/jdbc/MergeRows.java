package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds the removals and edits that other stores know of, once their attempts are there. */
final class MergeRows {
  private static final String INSERT =
      "INSERT INTO runs (run_id, highest, kind) VALUES (?, 0, ?) ON CONFLICT (run_id) DO NOTHING";

  private MergeRows() {}

  static void insert(Sql sql, Database database, List<Pending.Merge> merges) throws SQLException {
    Map<RunId, List<RunHistory>> byRun = new TreeMap<>();
    PreparedStatement insert = sql.statement(INSERT);
    for (Pending.Merge merge : merges) {
      RunHistory history = merge.history();
      if (history.removedAttempts() > 0 || !history.edits().isEmpty()) {
        byRun.computeIfAbsent(history.runId(), run -> new ArrayList<>(1)).add(history);
        if (history.attempts().isEmpty()) {
          Kind kind = merge.kind();
          Sql.add(insert, RunKeys.bytes(history.runId()), kind == null ? null : kind.number());
        }
      }
    }
    if (byRun.isEmpty()) {
      return;
    }
    insert.executeBatch();
    List<Long> changed = new ArrayList<>();
    for (AttemptSet run : AttemptRows.find(sql, byRun.keySet(), database.lock()).values()) {
      if (merge(sql, run, byRun.getOrDefault(run.runId(), List.of()))) {
        changed.add(run.number());
      }
    }
    RunRows.tell(sql, changed);
  }

  private static boolean merge(Sql sql, AttemptSet run, List<RunHistory> histories)
      throws SQLException {
    histories.forEach(history -> run.remove(history.removedAttempts()));
    boolean changed = run.isChanged();
    if (changed) {
      run.save(sql);
      EditRows.delete(sql, run.number(), run.removed());
    }
    for (RunHistory history : histories) {
      for (RunEdit edit : history.edits()) {
        if (edit.attempt() > run.removed()) {
          changed |= EditRows.insert(sql, run.number(), edit);
        }
      }
    }
    return changed;
  }
}
