package io.metalab.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.metalab.api.MetalabException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** SQLSTATE of a connection that is no more. */
  private static final String CUT = "08006";

  private final PostgresLocator locator;
  private final HikariDataSource pool;
  private final Patience patience;
  private final PostgresInserts inserts = new PostgresInserts();
  private final ComputationIndex computations = new ComputationIndex();
  private final boolean readOnly;

  PostgresDatabase(PostgresLocator locator, Duration lease, boolean readOnly) {
    this.locator = locator;
    this.readOnly = readOnly;
    HikariConfig config = new HikariConfig();
    config.setPoolName("metalab");
    config.setDataSource(locator.source(lease.toMillis(), readOnly));
    config.setMaximumPoolSize(locator.connections());
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(POOL_MILLIS);
    this.pool = new HikariDataSource(config);
    this.patience =
        new Patience(
            Duration.ofSeconds(locator.patienceSeconds()), PostgresFailures::isPassing, new Log());
  }

  /** Tells people why nothing goes on. */
  private final class Log implements Patience.Watch {
    @Override
    public void waiting(SQLException failure) {
      LOG.warn(
          "The server of the store {} does not answer ({}). It is waited for, up to {} s.",
          name(),
          PostgresFailures.text(failure),
          locator.patienceSeconds());
    }

    @Override
    public void over() {
      LOG.warn("The server of the store {} answers again.", name());
    }
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

  @Override
  public <T extends @Nullable Object> T read(SqlWork<T> work) {
    try {
      return patience.run(() -> readOnce(work));
    } catch (SQLException e) {
      throw failure("Cannot read", e);
    }
  }

  private <T extends @Nullable Object> T readOnce(SqlWork<T> work) throws SQLException {
    try (Connection connection = pool.getConnection();
        Sql sql = new Sql(connection)) {
      return work.run(sql);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(SqlWork<T> work) {
    try {
      return patience.run(() -> writeOnce(work));
    } catch (SQLException e) {
      throw failure("Cannot save", e);
    }
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
      } catch (AssertionError e) {
        throw whatTheDriverMeant(connection, e);
      } finally {
        if (!done) {
          rollBack(connection);
        }
      }
    }
  }

  /** Where assertions are enabled, the driver has one that fails for a connection that was cut. */
  private static SQLException whatTheDriverMeant(Connection connection, AssertionError failure)
      throws SQLException {
    boolean open =
        !connection.isClosed()
            && connection.unwrap(PGConnection.class) instanceof Connection driver
            && !driver.isClosed();
    if (open) {
      throw failure;
    }
    return new SQLNonTransientConnectionException("The connection was cut", CUT, failure);
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
  public void indexComputations() {
    if (!readOnly) {
      computations.create(this);
    }
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
    patience.end();
    pool.close();
  }
}
