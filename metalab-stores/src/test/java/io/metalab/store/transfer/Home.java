package io.metalab.store.transfer;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.store.file.FileStore;
import io.metalab.store.jdbc.Postgres;
import io.metalab.store.jdbc.Sqlite;
import io.metalab.testkit.crash.StoreFactory;
import java.nio.file.Path;

/** The kinds of stores that outlive a process, each with a directory as its name. */
public enum Home implements StoreFactory {
  JOURNAL((directory, options) -> FileStore.open(directory, options)),
  SQLITE(new Sqlite()),
  POSTGRES(new Postgres());

  @SuppressWarnings("ImmutableEnumChecker") // the factories above hold no state
  private final StoreFactory factory;

  Home(StoreFactory factory) {
    this.factory = factory;
  }

  @Override
  public Store open(Path directory, OpenOptions options) {
    return factory.open(directory, options);
  }

  /** Opens a store to write, too, and makes it if it is not there. */
  public Store open(Path directory) {
    return open(directory, OpenOptions.readWrite());
  }
}
