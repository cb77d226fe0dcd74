package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all attempts at runs. */
final class AttemptRows {
  private static final String COLUMNS =
      " status, attempt, kind, computation, writer, checksum, record ";
  private static final String RUNS =
      "SELECT number, run_id, removed," + COLUMNS + "FROM runs WHERE run_id IN ";
  private static final String SUPERSEDED =
      "SELECT number, run, 0," + COLUMNS + "FROM superseded WHERE run IN ";
  private static final int FIRST = 4;
  private static final int KIND = 6;

  private record Found(
      RunId runId, long number, @Nullable Long kind, int removed, @Nullable AttemptRow effective) {}

  private AttemptRows() {}

  /** Returns the attempts at a run, if it was ever stored. */
  static Optional<AttemptSet> find(Sql sql, RunId runId, String lock) throws SQLException {
    return find(sql, List.of(runId), lock).values().stream().findFirst();
  }

  /**
   * Returns the attempts at those of the runs that were ever stored.
   *
   * @param lock what locks the rows of the runs, or nothing
   */
  static Map<RunId, AttemptSet> find(Sql sql, Collection<RunId> runIds, String lock)
      throws SQLException {
    List<Found> runs = new ArrayList<>();
    for (List<byte[]> ids : RunKeys.padded(runIds)) {
      String query = RUNS + Sql.marks(ids.size()) + " ORDER BY run_id" + lock;
      runs.addAll(sql.list(query, AttemptRows::run, ids.toArray()));
    }
    List<Long> numbers = runs.stream().map(Found::number).toList();
    Map<Long, Map<Long, AttemptRow>> superseded = superseded(sql, numbers);
    Map<RunId, AttemptSet> found = new LinkedHashMap<>();
    for (Found run : runs) {
      found.put(
          run.runId(),
          new AttemptSet(
              run.runId(),
              run.number(),
              run.kind(),
              run.removed(),
              run.effective(),
              superseded.getOrDefault(run.number(), Map.of())));
    }
    return found;
  }

  private static Map<Long, Map<Long, AttemptRow>> superseded(Sql sql, List<Long> numbers)
      throws SQLException {
    Map<Long, Map<Long, AttemptRow>> superseded = new HashMap<>();
    for (List<Long> some : RunKeys.padded(numbers)) {
      sql.list(
          SUPERSEDED + Sql.marks(some.size()),
          row ->
              superseded
                  .computeIfAbsent(row.getLong(2), run -> new LinkedHashMap<>())
                  .put(row.getLong(1), attempt(row)),
          some.toArray());
    }
    return superseded;
  }

  private static Found run(ResultSet row) throws SQLException {
    long kind = row.getLong(KIND);
    boolean isKnown = !row.wasNull();
    return new Found(
        RunKeys.runId(row.getBytes(2)),
        row.getLong(1),
        isKnown ? kind : null,
        row.getInt(3),
        row.getString(FIRST) == null ? null : attempt(row));
  }

  private static AttemptRow attempt(ResultSet row) throws SQLException {
    int column = FIRST;
    return new AttemptRow(
        RunStatus.fromWireName(row.getString(column++)),
        row.getInt(column++),
        row.getLong(column++),
        row.getLong(column++),
        row.getLong(column++),
        row.getInt(column++),
        new Bytes(row.getBytes(column)));
  }
}
