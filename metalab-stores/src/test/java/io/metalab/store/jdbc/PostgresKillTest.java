package io.metalab.store.jdbc;

import io.metalab.testkit.PostgresServer;
import io.metalab.testkit.crash.KillContract;
import io.metalab.testkit.crash.StoreFactory;
import org.junit.jupiter.api.BeforeAll;

class PostgresKillTest extends KillContract {
  @BeforeAll
  static void startServer() {
    PostgresServer.sharedLocator("unused");
  }

  @Override
  protected Class<? extends StoreFactory> storeFactory() {
    return Postgres.class;
  }
}
