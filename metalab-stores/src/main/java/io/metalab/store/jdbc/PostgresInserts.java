package io.metalab.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Inserts runs that are not there yet; for many threads.
 *
 * <p>First attempts are mostly of new runs, so they are copied into their table, which is the
 * fastest. If one is there after all, they are copied into a temporary table and inserted from
 * there, and so are the next batches for a while.
 */
final class PostgresInserts {
  private static final int BLOCK = 4096;
  private static final int CAUTIOUS_BATCHES = 64;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String COLUMNS =
      "number, run_id, highest, status, attempt, kind, computation, writer, checksum, record";
  private static final String COPY_TO = "COPY %s (" + COLUMNS + ") FROM STDIN (FORMAT binary)";
  private static final String CREATE =
      "CREATE TEMPORARY TABLE IF NOT EXISTS staged (number bigint, run_id bytea, highest bigint,"
          + " status text, attempt bigint, kind bigint, computation bigint, writer bigint,"
          + " checksum bigint, record json) ON COMMIT DELETE ROWS";
  private static final String INSERT =
      "INSERT INTO runs (%s) SELECT %s FROM staged ORDER BY run_id".formatted(COLUMNS, COLUMNS)
          + " ON CONFLICT (run_id) DO NOTHING RETURNING number";

  /** A run and the number of the row that it is to have. */
  record Numbered(long number, NewRun run) {}

  private final AtomicInteger cautious = new AtomicInteger();

  /** The connections that have the temporary table. */
  private final Set<PGConnection> prepared =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Inserts as {@link Database#insertRuns} says. */
  List<Long> insert(Sql sql, List<NewRun> rows) throws SQLException {
    List<Numbered> numbered = new ArrayList<>(rows.size());
    long next = 0;
    for (int i = 0; i < rows.size(); i++) {
      next = i % BLOCK == 0 ? sql.number("SELECT nextval('run_numbers')") : next + 1;
      numbered.add(new Numbered(next, rows.get(i)));
    }
    List<Long> numbers = numbered.stream().map(Numbered::number).toList();
    // All transactions insert in one order, so that none waits for another that waits for it.
    numbered.sort(Comparator.comparing(row -> row.run().runId()));
    ByteBuffer bytes = PostgresRows.encode(numbered);
    boolean first = rows.stream().allMatch(row -> row.row().attempt() == 1);
    if (first && cautious.get() == 0 && copyAll(sql, bytes)) {
      return numbers;
    }
    cautious.updateAndGet(batches -> Math.max(0, batches - 1));
    Set<Long> inserted = stage(sql, bytes);
    return numbers.stream().map(number -> inserted.contains(number) ? number : 0L).toList();
  }

  /** Returns false if one of the runs was there; then nothing was inserted. */
  private boolean copyAll(Sql sql, ByteBuffer rows) throws SQLException {
    Savepoint before = sql.connection().setSavepoint();
    try {
      copy(sql, "runs", rows);
      sql.connection().releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      sql.connection().rollback(before);
      cautious.set(CAUTIOUS_BATCHES);
      return false;
    }
  }

  /** Returns the numbers of the runs that were not there. */
  private Set<Long> stage(Sql sql, ByteBuffer rows) throws SQLException {
    if (prepared.add(sql.connection().unwrap(PGConnection.class))) {
      sql.execute(CREATE);
    }
    copy(sql, "staged", rows);
    return new HashSet<>(sql.list(INSERT, row -> row.getLong(1)));
  }

  private static void copy(Sql sql, String table, ByteBuffer rows) throws SQLException {
    PGConnection connection = sql.connection().unwrap(PGConnection.class);
    CopyIn copy = connection.getCopyAPI().copyIn(COPY_TO.formatted(table));
    try {
      copy.writeToCopy(rows.array(), rows.arrayOffset(), rows.limit());
      copy.endCopy();
    } catch (SQLException e) {
      cancel(copy, e);
      throw e;
    }
  }

  /**
   * A copy that has broken off keeps its connection to itself, and a roll-back would wait for it.
   */
  private static void cancel(CopyIn copy, SQLException problem) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      problem.addSuppressed(e);
    }
  }

  /** Says that a transaction is taken back, and with it maybe the temporary table. */
  void forget(PGConnection connection) {
    prepared.remove(connection);
  }
}
