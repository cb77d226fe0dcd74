package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import java.nio.file.Path;

class PostgresLookUpTest extends LookUpTests {
  @Override
  Store open(Path place, OpenOptions options) {
    return new Postgres().open(place, options);
  }
}
