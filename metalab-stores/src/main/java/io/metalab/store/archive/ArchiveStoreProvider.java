package io.metalab.store.archive;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.PathStoreProvider;
import io.metalab.api.store.Store;
import java.net.URI;
import java.nio.file.Path;

/** Opens {@code zip:} URIs, and paths that end with {@code .zip}: archives, to read. */
public final class ArchiveStoreProvider implements PathStoreProvider {
  @Override
  public String name() {
    return "zip";
  }

  @Override
  public Store open(URI locator, OpenOptions options) {
    Path file = Path.of(locator.getPath());
    if (!options.readOnly()) {
      throw ArchiveStore.readOnly(file);
    }
    return ArchiveStore.open(file);
  }
}
