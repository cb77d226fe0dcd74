package io.metalab.testkit;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import java.nio.file.Path;

/** What every {@link Store} does that is still there after it was closed. */
public abstract class DurableStoreContract extends StoreContract
    implements DurabilityContract, SharingContract {
  /** Opens the store that lives in this directory as the options say. */
  protected abstract Store open(Path directory, OpenOptions options);

  @Override
  protected final Store open(Path directory) {
    return open(directory, OpenOptions.readWrite());
  }

  @Override
  public final Path home() {
    return directory;
  }

  @Override
  public final Store openAt(Path home, OpenOptions options) {
    return track(open(home, options));
  }
}
