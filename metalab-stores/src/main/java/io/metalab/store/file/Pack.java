package io.metalab.store.file;

import static java.util.Objects.requireNonNull;

import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Segments of writers that are gone, one after the other in one file, byte for byte.
 *
 * <p>The first line says how long each is. A pack gets its name when all of it is durable, and is
 * never changed.
 *
 * @param file the pack
 * @param parts where each segment is, in the order of the file
 */
record Pack(Path file, Map<SegmentName, Extent> parts) {
  private static final String SUFFIX = ".jsonl";

  Pack {
    requireNonNull(file, "file");
    parts = new LinkedHashMap<>(parts);
  }

  /** Returns a name for a pack that nobody else uses. */
  static String newFileName() {
    return WriterId.random() + SUFFIX;
  }

  static boolean isName(String fileName) {
    return fileName.length() == 32 + SUFFIX.length()
        && fileName.endsWith(SUFFIX)
        && Id.isHex(fileName, 32);
  }

  /** Returns the first line of a pack. */
  static byte[] header(Map<SegmentName, Long> lengths) {
    JsonBytes out = new JsonBytes(256).raw('{').field("pack", lengths.size());
    out.field("format", Layout.FORMAT).key("lengths").raw('{');
    lengths.forEach((name, length) -> out.field(name.fileName(), length));
    return Line.close(out.raw('}'));
  }

  /** Reads what a pack holds; empty while its first line is not whole, as during a copy. */
  static Optional<Pack> read(Path file) throws IOException {
    try (LineReader reader = new LineReader(Extent.of(file), 0, Long.MAX_VALUE)) {
      if (!reader.next() || !reader.isValid()) {
        return Optional.empty();
      }
      var fields = JsonTree.readObject(reader.buffer(), reader.start(), reader.length());
      if (fields.get("format") instanceof Long version && version > Layout.FORMAT) {
        throw Layout.newer(file.toString(), version);
      }
      Map<SegmentName, Extent> parts = new LinkedHashMap<>();
      long base = reader.end();
      if (fields.get("lengths") instanceof Map<?, ?> lengths) {
        for (Map.Entry<?, ?> entry : lengths.entrySet()) {
          Optional<SegmentName> name = SegmentName.parse((String) entry.getKey());
          if (name.isEmpty() || !(entry.getValue() instanceof Long length)) {
            throw SegmentScanner.damaged(file + " line 1", "it names no segment");
          }
          parts.put(name.get(), new Extent(file, base, length));
          base += length;
        }
      }
      return Optional.of(new Pack(file, parts));
    }
  }

  /** Returns the number of bytes that the whole file has. */
  long sizeBytes() {
    long end = 0;
    for (Extent part : parts.values()) {
      end = part.base() + part.length();
    }
    return end;
  }
}
