package io.metalab.store.jdbc;

import io.metalab.api.RunIds;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StoredRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks many runs up; for many threads.
 *
 * <p>Rows that are asked for by their ids lie anywhere in a table of gigabytes. But most plans are
 * stored in their order, so a few ids tell between which rows the others are likely to be, and
 * these are read one after the other. What is not found there is asked for by its id.
 */
final class RunLookUps {
  private static final String COLUMNS = "SELECT run_id, status, highest, kind, writer FROM runs";
  private static final String BY_ID = COLUMNS + " WHERE run_id IN ";
  private static final String BETWEEN =
      COLUMNS + " WHERE number >= ? AND number <= ? ORDER BY number LIMIT ?";
  private static final String NUMBERS = "SELECT number FROM runs WHERE run_id IN ";

  /** Fewer ids than that are not worth a question more. */
  private static final int MANY = 2048;

  private static final int SAMPLES = 64;

  private final Database database;
  private final Kinds kinds;
  private final Writers writers;
  private final Leases leases;

  RunLookUps(Database database, Kinds kinds, Writers writers, Leases leases) {
    this.database = database;
    this.kinds = kinds;
    this.writers = writers;
    this.leases = leases;
  }

  /** Returns what is known of runs, by position; null for those that are not stored. */
  List<@Nullable StoredRun> lookUp(RunIds ids) {
    return database.read(
        sql -> {
          ShownStatuses statuses = new ShownStatuses(writers, leases);
          List<@Nullable StoredRun> found = new ArrayList<>(ids.size());
          for (int first = 0; first < ids.size(); first += WantedRuns.MOST) {
            int end = Math.min(ids.size(), first + WantedRuns.MOST);
            WantedRuns wanted = new WantedRuns(ids, first, end);
            find(sql, wanted, statuses);
            found.addAll(wanted.found());
          }
          return found;
        });
  }

  private void find(Sql sql, WantedRuns wanted, ShownStatuses statuses) throws SQLException {
    if (wanted.size() >= MANY) {
      findTogether(sql, wanted, statuses);
    }
    for (List<byte[]> ids : RunKeys.padded(wanted.missing())) {
      sql.each(
          BY_ID + Sql.marks(ids.size()), row -> take(sql, row, wanted, statuses), ids.toArray());
    }
  }

  /** Reads what lies between the rows of a few ids, until too much of it was not asked for. */
  private void findTogether(Sql sql, WantedRuns wanted, ShownStatuses statuses)
      throws SQLException {
    List<Long> numbers = new ArrayList<>();
    for (List<byte[]> ids : RunKeys.padded(wanted.sample(SAMPLES))) {
      sql.each(NUMBERS + Sql.marks(ids.size()), row -> numbers.add(row.getLong(1)), ids.toArray());
    }
    Collections.sort(numbers);
    int most = 2 * wanted.size() / SAMPLES;
    int unwanted = 0;
    for (int i = 1; i < numbers.size() && unwanted <= wanted.size() / 2; i++) {
      unwanted +=
          Collections.frequency(
              sql.list(
                  BETWEEN,
                  row -> take(sql, row, wanted, statuses),
                  numbers.get(i - 1),
                  numbers.get(i),
                  most),
              false);
    }
  }

  /** Returns whether the run of a row was asked for; one that was removed is not stored. */
  private boolean take(Sql sql, ResultSet row, WantedRuns wanted, ShownStatuses statuses)
      throws SQLException {
    String name = row.getString(2);
    if (name == null) {
      return false;
    }
    RunStatus status = statuses.of(sql, RunStatus.fromWireName(name), row.getLong(5));
    String code = kinds.get(sql, row.getLong(4)).code();
    return wanted.put(row.getBytes(1), new StoredRun(status, row.getInt(3), code));
  }
}
