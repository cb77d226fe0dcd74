package io.metalab.testkit;

import io.metalab.api.store.Store;
import java.nio.file.Path;

class InMemoryStoreContractTest extends StoreContract {
  @Override
  protected Store open(Path directory) {
    return new InMemoryStore();
  }
}
