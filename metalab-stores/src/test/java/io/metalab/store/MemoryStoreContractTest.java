package io.metalab.store;

import io.metalab.api.store.Store;
import io.metalab.testkit.StoreContract;
import java.nio.file.Path;

class MemoryStoreContractTest extends StoreContract {
  @Override
  protected Store open(Path directory) {
    return new MemoryStore();
  }
}
