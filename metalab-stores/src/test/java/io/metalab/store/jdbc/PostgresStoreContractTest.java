package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.DurableStoreContract;
import java.nio.file.Path;

class PostgresStoreContractTest extends DurableStoreContract {
  @Override
  protected Store open(Path directory, OpenOptions options) {
    return Postgres.store(directory, options);
  }
}
