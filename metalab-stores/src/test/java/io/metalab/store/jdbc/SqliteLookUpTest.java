package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import java.nio.file.Path;

class SqliteLookUpTest extends LookUpTests {
  @Override
  Store open(Path place, OpenOptions options) {
    return new Sqlite().open(place, options);
  }
}
