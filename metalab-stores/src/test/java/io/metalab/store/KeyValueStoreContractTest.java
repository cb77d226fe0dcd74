package io.metalab.store;

import io.metalab.api.store.Store;
import io.metalab.testkit.StoreContract;
import java.nio.file.Path;
import java.util.HashMap;

class KeyValueStoreContractTest extends StoreContract {
  @Override
  protected Store open(Path directory) {
    return new KeyValueStore(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()) {
      @Override
      public String locator() {
        return "maps:";
      }

      @Override
      protected void save() {}

      @Override
      protected long sizeBytes() {
        return 0;
      }

      @Override
      protected void release() {}
    };
  }
}
