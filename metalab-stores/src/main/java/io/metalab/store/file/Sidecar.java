package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.RunId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sidecar says of its segment.
 *
 * <p>A sidecar holds the entries of the first {@code scannedTo} bytes of a segment, the checksum of
 * the last bytes of those, and its own checksum; all numbers big-endian. One that does not fit its
 * segment, or itself, is as good as none: it is built anew from the segment.
 *
 * @param created when the segment was begun
 * @param scannedTo number of bytes of the segment that the entries cover
 * @param sealed whether nothing comes after them
 * @param entries what lies there
 */
record Sidecar(Instant created, long scannedTo, boolean sealed, SegmentEntries entries) {
  private static final int MAGIC = 0x4d4c4158;
  private static final int VERSION = 1;
  private static final int TAIL = 64;
  private static final int TAIL_AT = 29;
  private static final int ROW_BYTES = 60;

  /** Reads the sidecar of a segment; empty if there is none that fits. */
  static Optional<Sidecar> read(Layout layout, SegmentName name, Extent segment)
      throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(layout.sidecar(name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<Sidecar> sidecar = decode(bytes);
    return sidecar.isPresent() && fits(bytes, sidecar.get().scannedTo(), segment)
        ? sidecar
        : Optional.empty();
  }

  /** Reads the bytes of a sidecar; empty if they do not fit themselves. */
  static Optional<Sidecar> decode(byte[] bytes) throws IOException {
    if (isDamaged(bytes)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - Integer.BYTES);
    if (in.getInt() != MAGIC || in.getInt() != VERSION) {
      return Optional.empty();
    }
    Instant created = Instant.ofEpochSecond(in.getLong(), in.getInt());
    long scannedTo = in.getLong();
    boolean sealed = in.get() != 0;
    in.getInt(); // the tail, for those who know the segment
    return Optional.of(new Sidecar(created, scannedTo, sealed, readEntries(in)));
  }

  private static boolean fits(byte[] bytes, long scannedTo, Extent segment) throws IOException {
    return ByteBuffer.wrap(bytes).getInt(TAIL_AT) == tail(segment, scannedTo);
  }

  /** Returns the number of records that the entries tell of. */
  int rows() {
    return entries.size;
  }

  /** Returns whether the bytes of a sidecar do not fit their own checksum. */
  static boolean isDamaged(byte[] bytes) {
    int body = bytes.length - Integer.BYTES;
    return body < 0 || ByteBuffer.wrap(bytes).getInt(body) != Line.crc(bytes, 0, body);
  }

  /** Puts this sidecar in its place, over an older one. */
  void write(Layout layout, SegmentName name, Extent segment) throws IOException {
    Disk.replace(layout.temporary(), layout.sidecar(name), toBytes(segment));
  }

  /** The end of the part covered tells a segment from another one in its place. */
  private static int tail(Extent segment, long scannedTo) throws IOException {
    int length = (int) Math.min(TAIL, scannedTo);
    if (segment.size() < scannedTo) {
      return 0;
    }
    return Line.crc(segment.read(scannedTo - length, length), 0, length);
  }

  byte[] toBytes(Extent segment) throws IOException {
    int tail = tail(segment, scannedTo);
    byte[] rest = restToBytes();
    int rows = entries.size;
    ByteBuffer out = ByteBuffer.allocate(41 + rows * ROW_BYTES + rest.length + Integer.BYTES);
    out.putInt(MAGIC).putInt(VERSION).putLong(created.getEpochSecond()).putInt(created.getNano());
    out.putLong(scannedTo).put((byte) (sealed ? 1 : 0)).putInt(tail).putInt(rows);
    out.putInt(rest.length);
    putLongs(out, entries.ids, 4 * rows);
    putLongs(out, entries.computations, rows);
    for (int[] column : columns(entries)) {
      out.asIntBuffer().put(column, 0, rows);
      out.position(out.position() + rows * Integer.BYTES);
    }
    out.put(rest);
    return out.putInt(Line.crc(out.array(), 0, out.position())).array();
  }

  private static void putLongs(ByteBuffer out, long[] column, int count) {
    out.asLongBuffer().put(column, 0, count);
    out.position(out.position() + count * Long.BYTES);
  }

  private static List<int[]> columns(SegmentEntries entries) {
    return List.of(
        entries.offsets, entries.lengths, entries.checksums, entries.states, entries.kindOf);
  }

  private static SegmentEntries readEntries(ByteBuffer in) throws IOException {
    int rows = in.getInt();
    int restLength = in.getInt();
    SegmentEntries entries = new SegmentEntries(Math.max(1, rows));
    entries.size = rows;
    in.asLongBuffer().get(entries.ids, 0, 4 * rows);
    in.position(in.position() + 4 * rows * Long.BYTES);
    in.asLongBuffer().get(entries.computations, 0, rows);
    in.position(in.position() + rows * Long.BYTES);
    for (int[] column : columns(entries)) {
      in.asIntBuffer().get(column, 0, rows);
      in.position(in.position() + rows * Integer.BYTES);
    }
    byte[] rest = new byte[restLength];
    in.get(rest);
    readRest(new DataInputStream(new ByteArrayInputStream(rest)), entries);
    return entries;
  }

  private byte[] restToBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(entries.kinds.size());
    for (SegmentEntries.Kind kind : entries.kinds) {
      text(out, kind.experiment());
      text(out, kind.code());
    }
    out.writeInt(entries.documents.size());
    for (SegmentEntries.Document document : entries.documents) {
      text(out, document.sha256());
      text(out, document.kind());
      instant(out, document.stored());
      text(out, document.code());
      out.writeLong(document.offset());
      out.writeInt(document.length());
    }
    out.writeInt(entries.notes.size());
    for (SegmentEntries.Note note : entries.notes) {
      text(out, note.run().hex());
      out.writeInt(note.attempt());
      out.writeBoolean(note.removes());
      instant(out, note.at());
      out.writeLong(note.offset());
      out.writeInt(note.length());
    }
    return bytes.toByteArray();
  }

  private static void readRest(DataInputStream in, SegmentEntries entries) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      entries.kind(text(in), text(in));
    }
    for (int i = in.readInt(); i > 0; i--) {
      entries.documents.add(
          new SegmentEntries.Document(
              text(in), text(in), instant(in), text(in), in.readLong(), in.readInt()));
    }
    for (int i = in.readInt(); i > 0; i--) {
      entries.notes.add(
          new SegmentEntries.Note(
              new RunId(text(in)),
              in.readInt(),
              in.readBoolean(),
              instant(in),
              in.readLong(),
              in.readInt()));
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  private static void instant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
