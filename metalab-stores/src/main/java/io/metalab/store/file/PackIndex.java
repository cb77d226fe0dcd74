package io.metalab.store.file;

import io.metalab.core.codec.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sidecar of a pack: those of its segments one after the other, each after its length, with the
 * length of the pack before and a checksum of all behind.
 */
final class PackIndex {
  private static final Logger LOG = LoggerFactory.getLogger(PackIndex.class);

  private PackIndex() {}

  /**
   * Returns what the segments of a pack hold, from its sidecar or, if there is none that fits, from
   * the pack.
   *
   * @param save whether a sidecar that had to be built is kept
   * @param codes code digests of provenances that a segment does not hold itself
   */
  static Map<SegmentName, Sidecar> load(
      Layout layout, Pack pack, boolean save, UnaryOperator<String> codes) throws IOException {
    Optional<Map<SegmentName, Sidecar>> read = read(layout, pack);
    if (read.isPresent()) {
      return read.get();
    }
    Map<SegmentName, Sidecar> built = new LinkedHashMap<>();
    for (Map.Entry<SegmentName, Extent> part : pack.parts().entrySet()) {
      built.put(part.getKey(), build(part.getValue(), codes));
    }
    if (save && Files.size(pack.file()) == pack.sizeBytes()) {
      try {
        write(layout, pack, built);
      } catch (IOException e) {
        LOG.debug("No sidecar of {} could be written.", pack.file(), e);
      }
    }
    return built;
  }

  private static Sidecar build(Extent part, UnaryOperator<String> codes) throws IOException {
    SegmentEntries entries = new SegmentEntries();
    long end = new SegmentScanner(part, entries, codes).scan(0, part.length());
    return new Sidecar(created(part), end, end == part.length(), entries);
  }

  private static Instant created(Extent part) throws IOException {
    try (LineReader reader = new LineReader(part, 0, Long.MAX_VALUE)) {
      if (!reader.next()) {
        return Instant.EPOCH;
      }
      var fields = JsonTree.readObject(reader.buffer(), reader.start(), reader.length());
      return Instant.parse((String) Objects.requireNonNull(fields.get("created"), "created"));
    }
  }

  private static Optional<Map<SegmentName, Sidecar>> read(Layout layout, Pack pack)
      throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(layout.sidecar(pack.file().getFileName().toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (Sidecar.isDamaged(bytes)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - Integer.BYTES);
    if (in.getLong() != pack.sizeBytes()) {
      return Optional.empty();
    }
    Map<SegmentName, Sidecar> sidecars = new LinkedHashMap<>();
    for (SegmentName name : pack.parts().keySet()) {
      byte[] one = new byte[in.getInt()];
      in.get(one);
      Optional<Sidecar> sidecar = Sidecar.decode(one);
      if (sidecar.isEmpty()) {
        return Optional.empty();
      }
      sidecars.put(name, sidecar.get());
    }
    return Optional.of(sidecars);
  }

  private static void write(Layout layout, Pack pack, Map<SegmentName, Sidecar> sidecars)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(pack.sizeBytes());
    for (Map.Entry<SegmentName, Extent> part : pack.parts().entrySet()) {
      byte[] one =
          Objects.requireNonNull(sidecars.get(part.getKey()), "sidecar").toBytes(part.getValue());
      out.writeInt(one.length);
      out.write(one);
    }
    byte[] body = bytes.toByteArray();
    out.writeInt(Line.crc(body, 0, body.length));
    Disk.replace(
        layout.temporary(),
        layout.sidecar(pack.file().getFileName().toString()),
        bytes.toByteArray());
  }
}
