package io.metalab.store.jdbc;

import io.metalab.testkit.crash.KillContract;
import io.metalab.testkit.crash.StoreFactory;

class SqliteKillTest extends KillContract {
  @Override
  protected Class<? extends StoreFactory> storeFactory() {
    return Sqlite.class;
  }
}
