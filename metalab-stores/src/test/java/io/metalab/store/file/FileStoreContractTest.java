package io.metalab.store.file;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.crash.CrashStoreContract;
import java.nio.file.Path;
import java.util.Set;

class FileStoreContractTest extends CrashStoreContract {
  @Override
  protected Store open(Path directory, OpenOptions options) {
    return FileStore.open(directory, options);
  }

  /** An index that a cut of the power damaged is built anew from its segment. */
  @Override
  protected Set<String> harmlessFindings() {
    return Set.of("damaged-sidecar");
  }
}
