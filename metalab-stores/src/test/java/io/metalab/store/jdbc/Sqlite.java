package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.crash.StoreFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens stores in SQLite in this process and in the ones that are killed. */
public final class Sqlite implements StoreFactory {
  /** Creates the factory; called by name. */
  public Sqlite() {}

  static Path file(Path directory) {
    return directory.resolve("runs.db");
  }

  static Store open(Path directory, OpenOptions options, @Nullable String query) {
    try {
      URI locator = new URI("sqlite", null, file(directory).toString(), query, null);
      return new SqliteStoreProvider().open(locator, options);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Store open(Path directory) {
    return open(directory, OpenOptions.readWrite(), null);
  }

  @Override
  public Store open(Path directory, OpenOptions options) {
    return open(directory, options, null);
  }
}
