package io.metalab.cli;

import io.metalab.api.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store that a server reads: opened at the first call, and again when another has taken its
 * place or it has failed. Safe for use by many threads.
 */
final class KeptStore implements AutoCloseable {
  /** Written once, when a store is made. */
  private static final Path MADE_WITH_IT = Path.of(".metalab", "format.json");

  private @Nullable Store store;
  private @Nullable Object identity;

  /**
   * Returns the store, open.
   *
   * @param directory where it is, if it is a directory
   * @param opener opens it
   */
  synchronized Store read(Optional<Path> directory, Supplier<Store> opener) {
    Object now = directory.map(KeptStore::identity).orElse("");
    Store known = store;
    if (known == null || !Objects.equals(now, identity)) {
      close();
      known = opener.get();
      store = known;
      identity = now;
    }
    return known;
  }

  /** Two stores of one path are told apart by the file system's number of a file and its time. */
  private static Object identity(Path directory) {
    try {
      BasicFileAttributes made =
          Files.readAttributes(directory.resolve(MADE_WITH_IT), BasicFileAttributes.class);
      return List.of(String.valueOf(made.fileKey()), made.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      // Opening it tells more.
      return e.toString();
    }
  }

  @Override
  public synchronized void close() {
    Store known = store;
    store = null;
    if (known != null) {
      known.close();
    }
  }
}
