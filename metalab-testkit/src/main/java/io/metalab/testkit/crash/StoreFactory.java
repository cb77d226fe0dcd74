package io.metalab.testkit.crash;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import java.nio.file.Path;

/** Opens the store under test in another process; has a public constructor without parameters. */
@FunctionalInterface
public interface StoreFactory {
  /** Opens the store that lives in this directory, creating it if it is not there. */
  Store open(Path directory, OpenOptions options);
}
