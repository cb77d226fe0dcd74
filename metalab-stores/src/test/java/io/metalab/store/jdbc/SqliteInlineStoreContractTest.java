package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.DurableStoreContract;
import java.nio.file.Path;

/** With artifacts in the database, too. */
class SqliteInlineStoreContractTest extends DurableStoreContract {
  @Override
  protected Store open(Path directory, OpenOptions options) {
    return Sqlite.open(directory, options, "inline=64k");
  }
}
