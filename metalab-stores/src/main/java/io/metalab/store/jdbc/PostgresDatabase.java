package io.metalab.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.metalab.api.MetalabException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema of PostgreSQL, through a pool of connections. A server that is gone is waited for; what
 * was under way is then done again.
 */
final class PostgresDatabase implements Database {
  static final String KIND = "postgresql";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
  private static final long POOL_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 100;

  private final PostgresLocator locator;
  private final HikariDataSource pool;
  private final PostgresInserts inserts = new PostgresInserts();

  PostgresDatabase(PostgresLocator locator, Duration lease, boolean readOnly) {
    this.locator = locator;
    HikariConfig config = new HikariConfig();
    config.setPoolName("metalab");
    config.setDataSource(locator.source(lease.toMillis(), readOnly));
    config.setMaximumPoolSize(locator.connections());
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(POOL_MILLIS);
    this.pool = new HikariDataSource(config);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String locator() {
    return locator.locator();
  }

  @Override
  public String name() {
    return locator.locator();
  }

  private interface Attempt<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  @Override
  public <T extends @Nullable Object> T read(SqlWork<T> work) {
    return patiently("Cannot read", () -> readOnce(work));
  }

  private <T extends @Nullable Object> T readOnce(SqlWork<T> work) throws SQLException {
    try (Connection connection = pool.getConnection();
        Sql sql = new Sql(connection)) {
      return work.run(sql);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(SqlWork<T> work) {
    return patiently("Cannot save", () -> writeOnce(work));
  }

  private <T extends @Nullable Object> T writeOnce(SqlWork<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try (Sql sql = new Sql(connection)) {
        T result = work.run(sql);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack(connection);
        }
      }
    }
  }

  /** A connection that cannot even do that is closed by the pool. */
  private void rollBack(Connection connection) {
    try {
      inserts.forget(connection.unwrap(PGConnection.class));
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("Nothing to roll back.", e);
    }
  }

  /** Does something again while it fails for reasons that pass, for as long as patience lasts. */
  private <T extends @Nullable Object> T patiently(String what, Attempt<T> attempt) {
    long start = System.nanoTime();
    while (true) {
      try {
        return attempt.run();
      } catch (SQLException e) {
        long waited = System.nanoTime() - start;
        boolean again =
            PostgresFailures.isPassing(e)
                && !pool.isClosed()
                && waited < TimeUnit.SECONDS.toNanos(locator.patienceSeconds());
        if (!again || !pause()) {
          throw failure(what, e);
        }
      }
    }
  }

  /** Returns false if the thread was interrupted. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public MetalabException failure(String what, SQLException cause) {
    return PostgresFailures.of(what, name(), cause);
  }

  @Override
  public String lock() {
    return " FOR UPDATE";
  }

  /** The counter of a lease may be raised meanwhile. */
  @Override
  public String shareLock() {
    return " FOR KEY SHARE";
  }

  @Override
  public List<Long> insertRuns(Sql sql, List<NewRun> rows) throws SQLException {
    return inserts.insert(sql, rows);
  }

  @Override
  public long position(Sql sql) throws SQLException {
    return sql.number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
  }

  /** Half of the connections commit, the others answer. */
  @Override
  public int lanes() {
    return Math.max(1, locator.connections() / 2);
  }

  @Override
  public long sizeBytes() {
    return read(
        sql ->
            sql.number(
                "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relkind = 'r'",
                locator.schema()));
  }

  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put(
        "server",
        read(sql -> sql.find("SHOW server_version", row -> row.getString(1)).orElse("unknown")));
    details.put("database", locator.database());
    details.put("schema", locator.schema());
    details.put("user", locator.user());
    details.put("pool", locator.connections());
    return details;
  }

  /** The server has checks of its own, which whoever runs it may use. */
  @Override
  public List<String> check() {
    return List.of();
  }

  @Override
  public void close() {
    pool.close();
  }
}
