package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreProvider;
import java.net.URI;
import java.nio.file.Path;

/** Opens {@code file:} URIs; {@code ?sync=group|each|none} chooses the {@link SyncMode}. */
public final class FileStoreProvider implements StoreProvider {
  private static final String SYNC = "sync=";

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Store open(URI locator, OpenOptions options) {
    SyncMode sync = SyncMode.GROUP;
    String query = locator.getQuery();
    try {
      if (query != null) {
        if (!query.startsWith(SYNC)) {
          throw new IllegalArgumentException("The only option is sync=group|each|none.");
        }
        sync = SyncMode.of(query.substring(SYNC.length()));
      }
      URI plain = URI.create(locator.toString().replaceFirst("[?#].*$", ""));
      return FileStore.open(Path.of(plain), FileStoreConfig.of(options).withSync(sync));
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s cannot be opened: %s Write a path, or file:///directory?sync=group."
              .formatted(locator, e.getMessage()),
          e);
    }
  }
}
