package io.metalab.store.file;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.crash.KillContract;
import io.metalab.testkit.crash.StoreFactory;
import java.nio.file.Path;

class FileStoreKillTest extends KillContract {
  @Override
  protected Class<? extends StoreFactory> storeFactory() {
    return Factory.class;
  }

  /** Opens journals in this process and in the ones that are killed. */
  public static final class Factory implements StoreFactory {
    /** Creates the factory; called by name. */
    public Factory() {}

    @Override
    public Store open(Path directory, OpenOptions options) {
      return FileStore.open(directory, options);
    }
  }
}
