package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.StreamKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams from the segments of all writers, also while they grow; every method runs alone.
 *
 * <p>A line of a segment of streams holds a piece: {@code
 * {"stream":run,"attempt":n,"kind":"log","at":byte,"bytes":n,"text":"…"}}. Where pieces of several
 * writers overlap, the writer of the attempt's record comes first, then the smallest.
 */
final class StreamReader {
  private static final byte[] ATTEMPT = ",\"attempt\":".getBytes(US_ASCII);
  private static final byte[] KIND = ",\"kind\":\"".getBytes(US_ASCII);
  private static final byte[] AT = ",\"at\":".getBytes(US_ASCII);
  private static final byte[] BYTES = ",\"bytes\":".getBytes(US_ASCII);
  private static final byte[] TEXT = ",\"text\":\"".getBytes(US_ASCII);

  private final SegmentFiles files;
  private final FieldCursor cursor = new FieldCursor();
  private ChunkTable table = new ChunkTable();
  private final List<Segment> segments = new ArrayList<>();
  private final Map<SegmentName, Segment> byName = new HashMap<>();
  private @Nullable Piece last;

  private static final class Segment {
    final int index;
    final SegmentName name;
    Extent extent;
    long scannedTo;
    boolean sealed;

    Segment(int index, SegmentName name, Extent extent) {
      this.index = index;
      this.name = name;
      this.extent = extent;
    }
  }

  private static final class Piece {
    final StreamKey stream;
    final int row;
    final long start;
    final byte[] bytes;

    Piece(StreamKey stream, int row, long start, byte[] bytes) {
      this.stream = stream;
      this.row = row;
      this.start = start;
      this.bytes = bytes;
    }
  }

  StreamReader(SegmentFiles files) {
    this.files = files;
  }

  /**
   * Reads from a stream.
   *
   * @param preferred the writer whose pieces come first, or empty
   */
  synchronized byte[] read(StreamKey stream, long offset, int maxBytes, String preferred)
      throws IOException {
    Piece known = last;
    if (known == null
        || !known.stream.equals(stream)
        || offset < known.start
        || offset >= known.start + known.bytes.length) {
      known = find(stream, offset, preferred);
      last = known;
    }
    if (known == null) {
      return new byte[0];
    }
    int from = (int) (offset - known.start);
    int to = (int) Math.min(known.bytes.length, (long) from + maxBytes);
    return Arrays.copyOfRange(known.bytes, from, to);
  }

  private @Nullable Piece find(StreamKey stream, long offset, String preferred) throws IOException {
    refresh();
    @Nullable Piece best = null;
    for (int row : table.covering(ChunkTable.key(stream), offset)) {
      if (best == null || isBefore(row, best.row, preferred)) {
        Piece piece = piece(stream, row);
        best = piece == null ? best : piece;
      }
    }
    return best;
  }

  private boolean isBefore(int row, int other, String preferred) {
    SegmentName name = segments.get(table.segment(row)).name;
    SegmentName otherName = segments.get(table.segment(other)).name;
    boolean wanted = name.writer().equals(preferred);
    if (wanted != otherName.writer().equals(preferred)) {
      return wanted;
    }
    int byName = name.compareTo(otherName);
    return byName < 0 || (byName == 0 && table.offset(row) < table.offset(other));
  }

  /** Returns a piece, or null if it is another stream's whose key happens to be the same. */
  private @Nullable Piece piece(StreamKey stream, int row) throws IOException {
    Segment segment = segments.get(table.segment(row));
    byte[] line = segment.extent.read(table.offset(row), table.length(row));
    if (line.length < table.length(row) || !Line.isValid(line, 0, line.length)) {
      throw SegmentScanner.damaged(
          SegmentScanner.place(segment.extent, table.offset(row)), "its checksum does not fit");
    }
    cursor.reset(line, 0, line.length);
    RunId run = new RunId(cursor.skip(Lines.CHUNK).text().string());
    int attempt = Math.toIntExact(cursor.skip(ATTEMPT).integer());
    boolean log = cursor.skip(KIND).text().string().equals("log");
    if (!run.equals(stream.runId())
        || attempt != stream.attempt()
        || log != (stream.kind() == StreamKey.Kind.LOG)) {
      return null;
    }
    cursor.skip(AT).integer();
    cursor.skip(BYTES).integer();
    cursor.skip(TEXT).text();
    return new Piece(stream, row, table.start(row), cursor.unescaped());
  }

  private void refresh() throws IOException {
    SegmentFiles.Listing present = files.list();
    if (!follow(present)) {
      table = new ChunkTable();
      segments.clear();
      byName.clear();
    }
    for (SegmentName name : present.names()) {
      byName.computeIfAbsent(name, n -> open(n, present.find(n).orElseThrow()));
    }
    for (Segment segment : segments) {
      if (!segment.sealed && segment.extent.size() > segment.scannedTo) {
        scan(segment);
      }
    }
  }

  /** Follows segments that have been packed; returns false if what was read is no more. */
  private boolean follow(SegmentFiles.Listing present) {
    for (Segment segment : segments) {
      Optional<Extent> now = present.find(segment.name);
      if (now.isEmpty() || segment.scannedTo > now.get().length()) {
        return false;
      }
      segment.sealed &= now.get().isPacked() || !segment.extent.isPacked();
      segment.extent = now.get();
    }
    return true;
  }

  private Segment open(SegmentName name, Extent extent) {
    Segment segment = new Segment(segments.size(), name, extent);
    segments.add(segment);
    return segment;
  }

  private void scan(Segment segment) throws IOException {
    try (LineReader reader = new LineReader(segment.extent, segment.scannedTo, Long.MAX_VALUE)) {
      while (reader.next()) {
        if (!reader.isValid()) {
          SegmentScanner.checkTorn(segment.extent, reader);
          return;
        }
        if (reader.startsWith(Lines.CHUNK)) {
          add(segment, reader);
        } else if (reader.startsWith(Lines.SEAL)) {
          segment.sealed = true;
        }
        segment.scannedTo = reader.end();
      }
    }
  }

  private void add(Segment segment, LineReader reader) throws IOException {
    try {
      cursor.reset(reader.buffer(), reader.start(), reader.length());
      cursor.skip(Lines.CHUNK).text();
      Id run =
          new Id(cursor.hexLong(0), cursor.hexLong(16), cursor.hexLong(32), cursor.hexLong(48));
      int attempt = Math.toIntExact(cursor.skip(ATTEMPT).integer());
      boolean log = cursor.skip(KIND).text().string().equals("log");
      long start = cursor.skip(AT).integer();
      int bytes = Math.toIntExact(cursor.skip(BYTES).integer());
      long key = ChunkTable.key(run, attempt, log);
      table.add(key, start, bytes, segment.index, reader.offset(), reader.length());
    } catch (IllegalArgumentException e) {
      MetalabException damaged =
          SegmentScanner.damaged(
              SegmentScanner.place(segment.extent, reader.offset()), e.getMessage());
      damaged.addSuppressed(e);
      throw damaged;
    }
  }
}
