package io.metalab.examples.mvstore;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.store.KeyValueStore;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Keeps everything in one file of H2's MVStore, for one process at a time. */
public final class MvStore extends KeyValueStore {
  private final Path file;
  private final MVStore mv;

  private MvStore(Path file, MVStore mv) {
    super(
        mv.openMap("runs"),
        mv.openMap("documents"),
        mv.openMap("artifacts"),
        mv.openMap("streams"));
    this.file = file;
    this.mv = mv;
  }

  /** Opens the store in a file, which is made if it is not there and may be written. */
  static MvStore open(Path file, boolean readOnly) {
    MVStore.Builder builder = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled();
    try {
      return new MvStore(file, readOnly ? builder.readOnly().open() : builder.open());
    } catch (MVStoreException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s cannot be opened (%s). Another process may have it open."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public String locator() {
    return "mvstore:" + file;
  }

  @Override
  protected void save() {
    if (!mv.isReadOnly()) {
      mv.commit();
      mv.sync();
    }
  }

  @Override
  protected long sizeBytes() {
    return file.toFile().length();
  }

  @Override
  protected void release() {
    mv.close();
  }
}
