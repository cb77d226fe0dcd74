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

/**
 * Opens stores in PostgreSQL, in this process and in the ones that are killed: each directory has a
 * schema, and a file in it says which. So a copy of the directory is the same store.
 */
public final class Postgres implements StoreFactory {
  private static final int NAME_DIGITS = 32;

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

  @Override
  public Store open(Path directory, OpenOptions options) {
    return store(directory, options);
  }
}
