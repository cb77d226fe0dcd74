package io.metalab.store;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreProvider;
import java.net.URI;

/** Opens {@code memory:}, a new empty store each time. */
public final class MemoryStoreProvider implements StoreProvider {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Store open(URI locator, OpenOptions options) {
    return new MemoryStore();
  }
}
