package io.metalab.examples.mvstore;

import io.metalab.api.store.Store;
import io.metalab.testkit.StoreContract;
import java.nio.file.Path;

class MvStoreContractTest extends StoreContract {
  @Override
  protected Store open(Path directory) {
    return MvStore.open(directory.resolve("runs.mv"), false);
  }
}
