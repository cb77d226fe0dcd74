package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file of SQLite: one connection writes, and any number of others read, which see what is
 * committed and are never kept waiting by the writer.
 */
final class SqliteDatabase implements Database {
  static final String KIND = "sqlite";

  private static final String INSERT =
      "INSERT INTO runs (number, run_id, highest, status, attempt, kind, computation, writer,"
          + " checksum, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (run_id) DO NOTHING";

  private final Path file;
  private final String locator;
  private final SqliteConnections connections;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Deque<Sql> readers = new ArrayDeque<>();
  private @Nullable Sql writer;
  private boolean closed;

  SqliteDatabase(Path file, String locator, boolean readOnly) {
    this.file = file;
    this.locator = locator;
    this.connections = new SqliteConnections(file, readOnly);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String locator() {
    return locator;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public <T extends @Nullable Object> T read(SqlWork<T> work) {
    Sql sql = null;
    boolean done = false;
    try {
      sql = takeReader();
      T result = work.run(sql);
      done = true;
      return result;
    } catch (SQLException e) {
      throw failure("Cannot read", e);
    } finally {
      giveBack(sql, done);
    }
  }

  private Sql takeReader() throws SQLException {
    synchronized (readers) {
      Sql idle = readers.poll();
      if (idle != null) {
        return idle;
      }
    }
    return new Sql(connections.openReader());
  }

  private void giveBack(@Nullable Sql sql, boolean done) {
    if (sql == null) {
      return;
    }
    synchronized (readers) {
      if (done && !closed) {
        readers.push(sql);
        return;
      }
    }
    SqliteConnections.close(sql);
  }

  @Override
  public <T extends @Nullable Object> T write(SqlWork<T> work) {
    writing.lock();
    boolean done = false;
    try {
      Sql sql = writer;
      if (sql == null) {
        sql = new Sql(connections.openWriter());
        writer = sql;
      }
      sql.statement("BEGIN IMMEDIATE").execute();
      T result = work.run(sql);
      sql.statement("COMMIT").execute();
      done = true;
      return result;
    } catch (SQLException e) {
      throw failure("Cannot save", e);
    } finally {
      if (!done) {
        // Closing the connection takes back what was not committed.
        dropWriter();
      }
      writing.unlock();
    }
  }

  private void dropWriter() {
    Sql sql = writer;
    writer = null;
    if (sql != null) {
      SqliteConnections.close(sql);
    }
  }

  @Override
  public MetalabException failure(String what, SQLException cause) {
    return SqliteConnections.failure(what, file, cause);
  }

  @Override
  public String lock() {
    return "";
  }

  @Override
  public String shareLock() {
    return "";
  }

  @Override
  public List<Long> insertRuns(Sql sql, List<NewRun> rows) throws SQLException {
    long next = sql.number("SELECT coalesce(max(number), 0) + 1 FROM runs");
    PreparedStatement insert = sql.statement(INSERT);
    for (int i = 0; i < rows.size(); i++) {
      AttemptRow row = rows.get(i).row();
      insert.setLong(1, next + i);
      insert.setBytes(2, RunKeys.bytes(rows.get(i).runId()));
      insert.setInt(3, row.attempt());
      insert.setString(4, row.status().wireName());
      insert.setInt(5, row.attempt());
      insert.setLong(6, row.kind());
      insert.setLong(7, row.computation());
      insert.setLong(8, row.writer());
      insert.setInt(9, row.checksum());
      insert.setString(10, row.record().text());
      insert.addBatch();
    }
    int[] inserted = insert.executeBatch();
    List<Long> numbers = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      numbers.add(inserted[i] > 0 ? next + i : 0);
    }
    return numbers;
  }

  /** The index is part of every file. */
  @Override
  public void indexComputations() {}

  @Override
  public long position(Sql sql) throws SQLException {
    return sql.number("SELECT coalesce(max(position), 0) + 1 FROM changes");
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public long sizeBytes() {
    return read(sql -> sql.number("PRAGMA page_count") * sql.number("PRAGMA page_size"));
  }

  @Override
  public Map<String, Object> details() {
    return new LinkedHashMap<>(Map.of("file", file.toString()));
  }

  @Override
  public List<String> check() {
    try {
      return read(sql -> sql.list("PRAGMA quick_check", row -> row.getString(1))).stream()
          .filter(line -> !line.equals("ok"))
          .toList();
    } catch (MetalabException e) {
      if (e.code() == ErrorCode.STORE_CORRUPT) {
        return List.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    List<Sql> idle;
    synchronized (readers) {
      closed = true;
      idle = new ArrayList<>(readers);
      readers.clear();
    }
    idle.forEach(SqliteConnections::close);
    // The last connection, if it may write, leaves the file alone complete.
    writing.lock();
    try {
      dropWriter();
    } finally {
      writing.unlock();
    }
  }
}
