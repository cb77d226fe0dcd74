package io.metalab.store.file;

import io.metalab.api.store.Store;
import io.metalab.testkit.StoreContract;
import java.nio.file.Path;

class FileStoreContractTest extends StoreContract {
  @Override
  protected Store open(Path directory) {
    return FileStore.open(directory);
  }
}
