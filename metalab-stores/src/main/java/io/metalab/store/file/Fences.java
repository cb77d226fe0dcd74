package io.metalab.store.file;

import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shuts writers out.
 *
 * <p>A fence is {@code fences/<writer>}; what of the writer's segments counts is in {@code
 * fences/<writer>.len}, written after the fence and after the segments were synced and measured. A
 * writer acknowledges only what it finds no fence after; whatever it acknowledged therefore lies
 * within the lengths.
 */
final class Fences {
  private final Layout layout;
  private final SegmentFiles segments;
  private final PendingNames names;
  private final Map<String, Map<String, Long>> known = new TreeMap<>();

  Fences(Layout layout, SegmentFiles segments) {
    this.layout = layout;
    this.segments = segments;
    this.names = new PendingNames(layout.fences(), layout::temporary);
  }

  /** Returns whether a writer is shut out. */
  boolean isFenced(String writer) throws IOException {
    return Disk.exists(layout.fence(writer));
  }

  /** Shuts a writer out; nothing that it writes from now on counts. */
  void fence(String writer) throws IOException {
    if (Disk.createNew(layout.fence(writer), new byte[0])) {
      names.add(layout.fence(writer));
      names.force();
    }
    if (readLengths(writer).isPresent()) {
      return;
    }
    byte[] lengths = measure(writer);
    names.add(layout.fenceLengths(writer));
    // A file that a taker left half-written, dying, is replaced by a whole one.
    if (!Disk.createNew(layout.fenceLengths(writer), lengths)) {
      if (readLengths(writer).isEmpty()) {
        Disk.replace(layout.temporary(), layout.fenceLengths(writer), lengths);
      }
    } else {
      Disk.force(layout.fenceLengths(writer));
    }
    names.force();
  }

  private byte[] measure(String writer) throws IOException {
    JsonBytes out = new JsonBytes(256).raw('{').field("fence", writer).key("lengths").raw('{');
    SegmentFiles.Listing present = segments.list();
    for (SegmentName name : present.names()) {
      if (name.writer().equals(writer)) {
        Extent extent = present.find(name).orElseThrow();
        Disk.force(extent.file());
        out.field(name.fileName(), extent.size());
      }
    }
    return Line.close(out.raw('}'));
  }

  /**
   * Returns how much of each segment of a writer counts, by file name; empty while the writer is
   * not shut out. A segment that is not named does not count.
   */
  synchronized Optional<Map<String, Long>> lengths(String writer) throws IOException {
    Map<String, Long> lengths = known.get(writer);
    if (lengths == null) {
      Optional<Map<String, Long>> read = readLengths(writer);
      read.ifPresent(found -> known.put(writer, found));
      return read;
    }
    return Optional.of(lengths);
  }

  private Optional<Map<String, Long>> readLengths(String writer) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(layout.fenceLengths(writer));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int length = bytes.length - 1;
    if (length < 0 || bytes[length] != '\n' || !Line.isValid(bytes, 0, length)) {
      return Optional.empty();
    }
    Map<String, Long> lengths = new LinkedHashMap<>();
    Map<String, @Nullable Object> fields = JsonTree.readObject(bytes, 0, length);
    if (fields.get("lengths") instanceof Map<?, ?> map) {
      map.forEach((name, size) -> lengths.put((String) name, (Long) size));
    }
    return Optional.of(lengths);
  }
}
