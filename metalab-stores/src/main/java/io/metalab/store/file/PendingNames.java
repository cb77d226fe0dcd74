package io.metalab.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Names of files in one directory, on their way to the disk; safe for use by many threads.
 *
 * <p>Once a sync of a directory has failed, nobody knows which of the names the disk has, and the
 * next sync may succeed without storing them. So each file is given its name anew before that.
 */
final class PendingNames {
  private final Path directory;
  private final Supplier<Path> temporary;
  private final Object syncing = new Object();
  private final Set<Path> doubtful = new LinkedHashSet<>();
  private Set<Path> names = new LinkedHashSet<>();

  /**
   * Creates an empty set of names.
   *
   * @param temporary gives paths for copies, on the same file system
   */
  PendingNames(Path directory, Supplier<Path> temporary) {
    this.directory = directory;
    this.temporary = temporary;
  }

  /** Adds a file that has its name. */
  synchronized void add(Path file) {
    names.add(file);
  }

  /** Makes the names that were added durable, if any were. */
  void force() throws IOException {
    synchronized (syncing) {
      Set<Path> taken = take();
      if (taken.isEmpty() && doubtful.isEmpty()) {
        return;
      }
      try {
        for (Path file : doubtful) {
          Disk.renew(file, temporary.get());
        }
        Disk.force(directory);
        doubtful.clear();
      } catch (IOException e) {
        doubtful.addAll(taken);
        throw e;
      }
    }
  }

  private synchronized Set<Path> take() {
    Set<Path> taken = names;
    names = new LinkedHashSet<>();
    return taken;
  }
}
