package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import io.metalab.store.RunStates;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * States as pieces in the table of streams, of a kind that no stream has: so tables that an earlier
 * version made hold them, and the removal of an attempt covers them.
 */
final class StateRows extends RunStates {
  /** What a kind starts with that names a state. */
  private static final String PREFIX = "state:";

  private static final String OF_STATE = " WHERE run_id = ? AND attempt = ? AND kind = ?";

  private final Database database;
  private final Writers writers;
  private final Submissions submissions;

  StateRows(Store store, Database database, Writers writers, Submissions submissions) {
    super(store);
    this.database = database;
    this.writers = writers;
    this.submissions = submissions;
  }

  @Override
  protected void save(StateKey key, byte[] bytes) {
    submissions.awaitCommitted();
    Session session = submissions.begun(key).orElseGet(writers::current);
    boolean saved =
        database.write(
            sql -> {
              if (writers.checkFenced(sql, session)) {
                return false;
              }
              delete(sql, key);
              insert(sql, key, session, bytes);
              return true;
            });
    if (!saved) {
      throw leaseLost(key, database.name());
    }
  }

  /** A state of no bytes has one piece, too. */
  private static void insert(Sql sql, StateKey key, Session session, byte[] bytes)
      throws SQLException {
    PreparedStatement insert =
        sql.statement(
            "INSERT INTO streams (run_id, attempt, kind, writer, start, size, bytes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    int from = 0;
    do {
      int to = Math.min(bytes.length, from + StreamRows.PIECE_BYTES);
      Sql.add(
          insert,
          RunKeys.bytes(key.runId()),
          key.attempt(),
          PREFIX + key.name(),
          session.number(),
          from,
          to - from,
          Arrays.copyOfRange(bytes, from, to));
      insert.executeBatch();
      from = to;
    } while (from < bytes.length);
  }

  private static void delete(Sql sql, StateKey key) throws SQLException {
    sql.update(
        "DELETE FROM streams" + OF_STATE,
        RunKeys.bytes(key.runId()),
        key.attempt(),
        PREFIX + key.name());
  }

  @Override
  protected Optional<byte[]> read(StateKey key) {
    List<byte[]> pieces =
        database.read(
            sql ->
                sql.list(
                    "SELECT bytes FROM streams" + OF_STATE + " ORDER BY start",
                    row -> row.getBytes(1),
                    RunKeys.bytes(key.runId()),
                    key.attempt(),
                    PREFIX + key.name()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pieces.forEach(bytes::writeBytes);
    return pieces.isEmpty() ? Optional.empty() : Optional.of(bytes.toByteArray());
  }

  /** The index of the table tells which there are; few are, so each is asked for its size. */
  @Override
  protected List<StoredState> list() {
    List<StateKey> keys =
        database.read(
            sql ->
                sql.list(
                    "SELECT DISTINCT run_id, attempt, kind FROM streams WHERE kind LIKE ?",
                    StateRows::key,
                    PREFIX + "%"));
    return keys.stream().flatMap(key -> size(key).stream()).toList();
  }

  @Override
  protected List<StoredState> list(RunId run) {
    List<StateKey> keys =
        database.read(
            sql ->
                sql.list(
                    "SELECT DISTINCT run_id, attempt, kind FROM streams"
                        + " WHERE run_id = ? AND kind LIKE ?",
                    StateRows::key,
                    RunKeys.bytes(run),
                    PREFIX + "%"));
    return keys.stream().flatMap(key -> size(key).stream()).toList();
  }

  private static StateKey key(ResultSet row) throws SQLException {
    String name = row.getString(3).substring(PREFIX.length());
    return new StateKey(RunKeys.runId(row.getBytes(1)), row.getInt(2), name);
  }

  private Optional<StoredState> size(StateKey key) {
    long bytes =
        database.read(
            sql ->
                sql.number(
                    "SELECT coalesce(sum(size), -1) FROM streams" + OF_STATE,
                    RunKeys.bytes(key.runId()),
                    key.attempt(),
                    PREFIX + key.name()));
    return bytes < 0 ? Optional.empty() : Optional.of(new StoredState(key, bytes));
  }

  @Override
  protected void delete(StateKey key) {
    database.write(
        sql -> {
          delete(sql, key);
          return true;
        });
  }
}
