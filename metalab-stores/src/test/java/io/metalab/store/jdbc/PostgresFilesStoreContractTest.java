package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.DurableStoreContract;
import java.nio.file.Path;

/** With large artifacts in a directory, and one connection for everything. */
class PostgresFilesStoreContractTest extends DurableStoreContract {
  @Override
  protected Store open(Path directory, OpenOptions options) {
    String files = "files=" + directory.resolve("files").toString().replace(" ", "%20");
    return Postgres.store(directory, options, files, "inline=1k", "connections=1");
  }
}
