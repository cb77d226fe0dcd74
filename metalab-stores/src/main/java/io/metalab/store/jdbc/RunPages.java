package io.metalab.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of runs in pages by number, so that no connection waits for its reader. */
final class RunPages {
  private static final int ROWS = 1000;
  private static final String SELECT =
      "SELECT number, run_id, status, kind, writer, checksum, record FROM runs"
          + " WHERE number > ? AND number <= ? ORDER BY number LIMIT "
          + ROWS;

  private final Database database;
  private final Kinds kinds;
  private final Records records;
  private final ShownStatuses statuses;
  private final String experiment;

  RunPages(
      Database database, Kinds kinds, Records records, ShownStatuses statuses, String experiment) {
    this.database = database;
    this.kinds = kinds;
    this.records = records;
    this.statuses = statuses;
    this.experiment = experiment;
  }

  /**
   * A run.
   *
   * @param number number of its row
   * @param id its id as the database keeps it
   * @param status the status that people see, or null if the run was removed
   * @param record its effective record as stored; empty if it was removed
   * @param annotations what was added
   */
  record Run(
      long number,
      Bytes id,
      @Nullable RunStatus status,
      long kind,
      int checksum,
      Bytes record,
      List<Annotation> annotations) {
    RunId runId() {
      return RunKeys.runId(id.array());
    }
  }

  /**
   * Some runs in the order of their numbers, of the wanted experiment or removed.
   *
   * @param last number up to which nothing is left out
   */
  record Page(List<Run> runs, long last) {}

  private record Row(
      long number,
      Bytes id,
      @Nullable String status,
      long kind,
      long writer,
      int checksum,
      Bytes record) {
    static Row of(ResultSet row) throws SQLException {
      byte @Nullable [] record = row.getBytes(7);
      return new Row(
          row.getLong(1),
          new Bytes(row.getBytes(2)),
          row.getString(3),
          row.getLong(4),
          row.getLong(5),
          row.getInt(6),
          new Bytes(record == null ? new byte[0] : record));
    }
  }

  /** Returns the next runs behind a number, up to another. */
  Page after(long number, long upTo) {
    return database.read(
        sql -> {
          List<Row> rows = sql.list(SELECT, Row::of, number, upTo);
          if (rows.isEmpty()) {
            return new Page(List.of(), upTo);
          }
          long last = rows.size() < ROWS ? upTo : rows.get(rows.size() - 1).number();
          Map<Long, List<RunEdit>> edits =
              EditRows.between(sql, rows.get(0).number(), rows.get(rows.size() - 1).number());
          List<Run> runs = new ArrayList<>(rows.size());
          for (Row row : rows) {
            if (isWanted(sql, row)) {
              List<RunEdit> added = edits.getOrDefault(row.number(), List.of());
              runs.add(run(sql, row, EditRows.annotations(added)));
            }
          }
          return new Page(runs, last);
        });
  }

  private boolean isWanted(Sql sql, Row row) throws SQLException {
    return row.status() == null
        || experiment.isEmpty()
        || kinds.get(sql, row.kind()).experiment().equals(experiment);
  }

  private Run run(Sql sql, Row row, List<Annotation> annotations) throws SQLException {
    String name = row.status();
    RunStatus status =
        name == null ? null : statuses.of(sql, RunStatus.fromWireName(name), row.writer());
    return new Run(
        row.number(), row.id(), status, row.kind(), row.checksum(), row.record(), annotations);
  }

  /** Returns the record of a run that was not removed. */
  RunRecord record(Run run) {
    RunStatus status = requireNonNull(run.status(), "status");
    return database.read(
        sql ->
            records.read(
                sql,
                run.record(),
                run.checksum(),
                run.kind(),
                status,
                run.annotations(),
                run.number()));
  }
}
