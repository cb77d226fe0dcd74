package io.metalab.store.file;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes packs, which get their names when all of them is durable. */
final class PackWriter {
  private static final int BUFFER = 1 << 16;

  private final Layout layout;

  PackWriter(Layout layout) {
    this.layout = layout;
  }

  /** Writes segments to a new pack of a directory; it and its name are durable on return. */
  Path write(Map<SegmentName, Extent> parts, Path directory) throws IOException {
    Disk.createDirectories(directory);
    // They may be there without being durable yet.
    Disk.force(layout.home());
    Disk.force(requireNonNull(directory.getParent(), "parent"));
    Path temporary = layout.temporary();
    Path pack = directory.resolve(Pack.newFileName());
    try {
      copy(parts, temporary);
      Disk.force(temporary);
      Files.move(temporary, pack, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(temporary, e);
      throw e;
    }
    try {
      Disk.force(directory);
    } catch (IOException e) {
      // Its name may be lost, and nobody may rely on it: what was packed is there still.
      delete(pack, e);
      throw e;
    }
    return pack;
  }

  private static void copy(Map<SegmentName, Extent> parts, Path target) throws IOException {
    Map<SegmentName, Long> lengths = new LinkedHashMap<>();
    parts.forEach((name, part) -> lengths.put(name, part.length()));
    try (OutputStream out = Files.newOutputStream(target)) {
      out.write(Pack.header(lengths));
      for (Extent part : parts.values()) {
        copy(part, out);
      }
    }
  }

  private static void copy(Extent part, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(part.file())) {
      in.skipNBytes(part.base());
      for (long left = part.length(); left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new EOFException("The file %s became shorter.".formatted(part.file()));
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  /** On a full disk its rest would be in the way. */
  private static void delete(Path file, IOException cause) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
