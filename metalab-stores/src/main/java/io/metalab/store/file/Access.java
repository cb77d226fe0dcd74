package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says what may be done with a store, and reads beside others that pack its files. */
final class Access {
  private static final int ATTEMPTS = 5;

  private final Layout layout;
  private final Catalog catalog;
  private final boolean readOnly;
  private volatile boolean closed;

  Access(Layout layout, Catalog catalog, boolean readOnly) {
    this.layout = layout;
    this.catalog = catalog;
    this.readOnly = readOnly;
  }

  /** Something that may fail for the file system's reasons. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does the work, again from the start if a file has gone from under it.
   *
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} if the store is closed or cannot
   *     be read
   */
  <T> T reading(Work<T> work) {
    checkOpen();
    NoSuchFileException gone = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return work.run();
      } catch (NoSuchFileException e) {
        // What was in it has been packed meanwhile.
        gone = e;
      } catch (IOException e) {
        throw catalog.unreadable(e);
      }
    }
    throw catalog.unreadable(Objects.requireNonNull(gone));
  }

  /**
   * Checks that the store is open.
   *
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} if it is closed
   */
  void checkOpen() {
    if (closed) {
      throw Journal.closed(layout);
    }
  }

  /**
   * Checks that the store is open to write.
   *
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} if it is closed or opened to
   *     read only
   */
  void checkWritable() {
    checkOpen();
    if (readOnly) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s was opened to read only. Open it to write, too.".formatted(layout.root()));
    }
  }

  /** Lets nothing more in; returns false if it was closed already. For one thread at a time. */
  boolean close() {
    boolean wasOpen = !closed;
    closed = true;
    return wasOpen;
  }
}
