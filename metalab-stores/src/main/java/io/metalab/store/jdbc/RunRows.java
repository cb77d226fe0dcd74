package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds attempts to the runs, and says which runs have changed. */
final class RunRows {
  private RunRows() {}

  /**
   * Adds attempts: most are of runs that are not there yet.
   *
   * @return up to which number the attempts of a run were removed, where one of these was
   */
  static Map<RunId, Integer> insert(Sql sql, Database database, List<NewRun> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return Map.of();
    }
    Set<RunId> runs = new HashSet<>();
    List<NewRun> first = new ArrayList<>(rows.size());
    Map<RunId, List<AttemptRow>> rest = new LinkedHashMap<>();
    for (NewRun row : rows) {
      if (runs.add(row.runId())) {
        first.add(row);
      } else {
        rest.computeIfAbsent(row.runId(), run -> new ArrayList<>()).add(row.row());
      }
    }
    List<Long> numbers = database.insertRuns(sql, first);
    List<Long> changed = new ArrayList<>(rows.size());
    for (int i = 0; i < first.size(); i++) {
      if (numbers.get(i) != 0) {
        changed.add(numbers.get(i));
      } else {
        NewRun known = first.get(i);
        rest.computeIfAbsent(known.runId(), run -> new ArrayList<>()).add(0, known.row());
      }
    }
    Map<RunId, Integer> removed = new HashMap<>();
    if (!rest.isEmpty()) {
      for (AttemptSet run : AttemptRows.find(sql, rest.keySet(), database.lock()).values()) {
        for (AttemptRow attempt : rest.getOrDefault(run.runId(), List.of())) {
          if (!run.add(attempt)) {
            removed.put(run.runId(), run.removed());
          }
        }
        if (run.isChanged()) {
          run.save(sql);
          changed.add(run.number());
        }
      }
    }
    tell(sql, changed);
    return removed;
  }

  /** Says that runs came or changed. */
  static void tell(Sql sql, List<Long> numbers) throws SQLException {
    List<Long> sorted = new ArrayList<>(numbers);
    sorted.sort(Comparator.naturalOrder());
    PreparedStatement insert = sql.statement("INSERT INTO changes (low, high) VALUES (?, ?)");
    for (int i = 0; i < sorted.size(); ) {
      int end = i + 1;
      while (end < sorted.size() && sorted.get(end) <= sorted.get(end - 1) + 1) {
        end++;
      }
      Sql.add(insert, sorted.get(i), sorted.get(end - 1));
      i = end;
    }
    if (!sorted.isEmpty()) {
      insert.executeBatch();
    }
  }
}
