package io.metalab.store.file;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.crash.KillContract;
import io.metalab.testkit.crash.StoreFactory;
import java.nio.file.Path;
import java.util.Set;

/** Kills processes that pack what those before them left while they write. */
class CompactionKillTest extends KillContract {
  @Override
  protected Class<? extends StoreFactory> storeFactory() {
    return Factory.class;
  }

  /** A sidecar gets its name when it is whole, so not even it may be damaged. */
  @Override
  protected Set<String> harmlessFindings() {
    return Set.of();
  }

  /** Opens journals that are compacted as soon as two segments are there. */
  public static final class Factory implements StoreFactory {
    /** Creates the factory; called by name. */
    public Factory() {}

    @Override
    public Store open(Path directory, OpenOptions options) {
      return FileStore.open(directory, FileStoreConfig.of(options).withCompactAfter(1));
    }
  }
}
