package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** The schema of a store in PostgreSQL: finds its tables, creates them, brings them up to date. */
final class PostgresSchema {
  /** The format of the tables that this program writes; it reads all before. */
  static final int FORMAT = 2;

  private static final String TABLES =
      "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relkind = 'r'";

  /** A migration may take longer than a lease. */
  private static final long NO_LIMIT = 0;

  private final PostgresLocator locator;
  private final OpenOptions options;
  private final PGSimpleDataSource source;

  PostgresSchema(PostgresLocator locator, OpenOptions options) {
    this.locator = locator;
    this.options = options;
    this.source = locator.source(NO_LIMIT, options.readOnly());
  }

  /**
   * Returns the tables of the schema, which is created if the options say so. Tables of an earlier
   * format are brought up to date, unless they are opened to read only. A server that cannot be
   * reached is not waited for.
   *
   * @throws MetalabException with {@code NOT_FOUND}, {@code STORE_UNUSABLE} or {@code STORE_NEWER}
   */
  Schema open() {
    try {
      Optional<Schema> schema = find();
      boolean isMissing = schema.isEmpty() && options.create();
      if (isMissing || schema.filter(this::isToBeMigrated).isPresent()) {
        migrate(isMissing ? "create tables" : "bring the tables up to date");
        schema = find();
      }
      return schema.orElseThrow(this::notFound).checked(locator.locator(), FORMAT);
    } catch (SQLException e) {
      throw PostgresFailures.of("Cannot open the tables", locator.locator(), e);
    }
  }

  private boolean isToBeMigrated(Schema schema) {
    return schema.format() < FORMAT && !options.readOnly();
  }

  private void migrate(String what) {
    try {
      Schema.migrate(source, PostgresDatabase.KIND, locator.schema());
    } catch (FlywayException e) {
      throw cannotMigrate(what, e);
    }
  }

  /** The server's own words are the last cause. */
  private MetalabException cannotMigrate(String what, FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException server) {
        return PostgresFailures.of("Cannot " + what, locator.locator(), server);
      }
    }
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "Cannot %s in the store %s: %s. See the server's log, or choose another schema."
            .formatted(what, locator.locator(), failure.getMessage()),
        failure);
  }

  private Optional<Schema> find() throws SQLException {
    try (Connection connection = source.getConnection();
        Sql sql = new Sql(connection)) {
      List<String> tables = sql.list(TABLES, row -> row.getString(1), locator.schema());
      if (tables.contains("metalab")) {
        return sql.find(Schema.SELECT, row -> new Schema(row.getInt(1), row.getString(2)));
      }
      // Another process may be about to create them.
      if (!tables.isEmpty() && !tables.contains(Schema.HISTORY)) {
        throw new MetalabException(
            ErrorCode.STORE_UNUSABLE,
            "The schema %s of the store %s is of another program. Choose another one by ?schema=."
                .formatted(locator.schema(), locator.locator()));
      }
      return Optional.empty();
    }
  }

  private MetalabException notFound() {
    return new MetalabException(
        ErrorCode.NOT_FOUND,
        "There is no store at %s. Check the schema, or run a study to create one."
            .formatted(locator.locator()));
  }
}
