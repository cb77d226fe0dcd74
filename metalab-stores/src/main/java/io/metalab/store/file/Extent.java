package io.metalab.store.file;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the bytes of a segment are: all of a file, or a part of a pack. Offsets count from the
 * segment's own start in either.
 *
 * @param file the segment's own file, or the pack
 * @param base where in it the segment starts
 * @param length number of the segment's bytes in a pack; no limit in a file of its own
 */
record Extent(Path file, long base, long length) {
  private static final long OPEN = Long.MAX_VALUE;

  Extent {
    requireNonNull(file, "file");
  }

  /** Returns all of a file, however long it becomes. */
  static Extent of(Path file) {
    return new Extent(file, 0, OPEN);
  }

  /** Returns whether the segment is part of a pack, so that nothing is added and all is durable. */
  boolean isPacked() {
    return length != OPEN;
  }

  /** Returns how many bytes of the segment are there; a pack may still be on its way by a copy. */
  long size() throws IOException {
    long size = Files.size(file);
    return isPacked() ? Math.max(0, Math.min(length, size - base)) : size;
  }

  /** Returns the bytes from an offset; fewer only at the end of the file. */
  byte[] read(long offset, int count) throws IOException {
    return Disk.read(file, base + offset, count);
  }
}
