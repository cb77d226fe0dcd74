package io.metalab.examples.mvstore;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.PathStoreProvider;
import io.metalab.api.store.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens {@code mvstore:} and a path. */
public final class MvStoreProvider implements PathStoreProvider {
  @Override
  public String name() {
    return "mvstore";
  }

  @Override
  public Store open(URI locator, OpenOptions options) {
    Path file = Path.of(locator.getPath());
    if (!options.create() && !Files.exists(file)) {
      throw new MetalabException(ErrorCode.NOT_FOUND, "There is no store %s.".formatted(file));
    }
    return MvStore.open(file, options.readOnly());
  }
}
