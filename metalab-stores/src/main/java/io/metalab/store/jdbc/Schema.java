package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables of a database that is a store.
 *
 * @param format the version of the tables
 * @param store tells this store from all others
 */
record Schema(int format, String store) {
  /** The table in which migrations are noted. */
  static final String HISTORY = "metalab_migrations";

  /** The query that tells the schema of a store. */
  static final String SELECT = "SELECT format, store FROM metalab";

  private static final String MIGRATIONS = "classpath:io/metalab/store/jdbc/";

  /**
   * Checks that this program knows the tables.
   *
   * @param newest the newest format that it knows
   * @throws MetalabException with {@code STORE_NEWER} if it does not
   */
  Schema checked(String name, int newest) {
    if (format > newest) {
      throw new MetalabException(
          ErrorCode.STORE_NEWER,
          "A newer version of metalab wrote the store %s (format %d; this version knows %d). Use that version."
              .formatted(name, format, newest));
    }
    return this;
  }

  /**
   * Creates the tables, or brings them up to date.
   *
   * @param dialect folder of the migrations
   * @param schema name space of the tables, or empty for the database's only one
   * @throws FlywayException if a migration fails
   */
  static void migrate(DataSource source, String dialect, String schema) {
    var configuration =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations(MIGRATIONS + dialect)
            .table(HISTORY)
            .loggers("slf4j");
    if (!schema.isEmpty()) {
      configuration.defaultSchema(schema).schemas(schema);
    }
    configuration.load().migrate();
  }
}
