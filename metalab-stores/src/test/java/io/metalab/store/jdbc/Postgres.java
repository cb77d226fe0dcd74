package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.PostgresServer;
import io.metalab.testkit.crash.StoreFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Opens stores in PostgreSQL, in this process and in the ones that are killed: each directory has a
 * schema, and a file in it says which. So a copy of the directory is the same store.
 */
public final class Postgres implements StoreFactory {
  private static final int NAME_DIGITS = 32;
  private static final String INDEXES =
      "SELECT replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = ?"
          + " ORDER BY 1";

  /** Creates the factory; called by name. */
  public Postgres() {}

  static Store store(Path directory, OpenOptions options, String... more) {
    return store(locator(directory, options, more), options);
  }

  static Store store(String locator, OpenOptions options) {
    return new PostgresStoreProvider().open(URI.create(locator), options);
  }

  /** Returns the locator of the store of a directory. */
  static String locator(Path directory, OpenOptions options, String... more) {
    String name = Hashing.sha256().hashString(directory.toString(), UTF_8).toString();
    String schema = "s" + name.substring(0, NAME_DIGITS);
    try {
      Path file = directory.resolve("schema.txt");
      if (Files.exists(file)) {
        schema = Files.readString(file);
      } else if (!options.readOnly()) {
        Files.writeString(file, schema);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return PostgresServer.sharedLocator(schema, more);
  }

  /** Returns the definitions of the indexes of a store, without its schema. */
  static List<String> indexes(String locator) throws SQLException {
    PostgresLocator where = PostgresLocator.of(URI.create(locator), locator, Map.of());
    try (Connection connection = where.source(0, true).getConnection();
        Sql sql = new Sql(connection)) {
      return sql.list(INDEXES, row -> row.getString(1), where.schema());
    }
  }

  @Override
  public Store open(Path directory, OpenOptions options) {
    return store(directory, options);
  }
}
