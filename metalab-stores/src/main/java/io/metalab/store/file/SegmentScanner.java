package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a segment of records into entries.
 *
 * <p>A bad line is the torn end of what its writer had not synced, and is where reading stops,
 * unless a later line says that the place had been synced: then the segment is damaged.
 */
final class SegmentScanner {
  private static final byte[] STATUS = ",\"status\":\"".getBytes(US_ASCII);
  private static final byte[] ATTEMPT = ",\"attempt\":".getBytes(US_ASCII);
  private static final byte[] EXPERIMENT = ",\"experiment\":\"".getBytes(US_ASCII);
  private static final byte[] COMPUTATION = ",\"computation\":\"".getBytes(US_ASCII);
  private static final byte[] PROVENANCE = ",\"provenance\":\"".getBytes(US_ASCII);
  private static final byte[] AT = ",\"at\":\"".getBytes(US_ASCII);

  private final Extent extent;
  private final SegmentEntries entries;
  private final UnaryOperator<String> codes;
  private final FieldCursor cursor = new FieldCursor();
  private byte[] lastExperiment = new byte[0];
  private byte[] lastProvenance = new byte[0];
  private int lastKind = -1;
  private boolean sealed;
  private SegmentState.@Nullable Synced synced;

  /**
   * Creates a scanner.
   *
   * @param codes code digests of provenances that the segment does not hold itself
   */
  SegmentScanner(Extent extent, SegmentEntries entries, UnaryOperator<String> codes) {
    this.extent = extent;
    this.entries = entries;
    this.codes = codes;
  }

  /** Returns whether the last scan came to the end that the segment's writer gave it. */
  boolean isSealed() {
    return sealed;
  }

  /** Returns the part that the last scan found to be durable, if it grew. */
  Optional<SegmentState.Synced> syncedPart() {
    return Optional.ofNullable(synced);
  }

  /**
   * Adds what lies from an offset on and returns the end of the last line read.
   *
   * @throws MetalabException with {@code STORE_CORRUPT} at a damaged line, with {@code STORE_NEWER}
   *     at one of a kind that this version does not know
   */
  long scan(long from, long limit) throws IOException {
    try (LineReader reader = new LineReader(extent, from, limit)) {
      long end = from;
      while (reader.next()) {
        if (!reader.isValid()) {
          checkTorn(extent, reader);
          return end;
        }
        read(reader);
        end = reader.end();
      }
      return end;
    }
  }

  /**
   * Reads on behind a bad line.
   *
   * @throws MetalabException with {@code STORE_CORRUPT} if the bad line had been synced, as all of
   *     a pack has
   */
  static void checkTorn(Extent extent, LineReader reader) throws IOException {
    long bad = reader.offset();
    if (extent.isPacked()) {
      throw damaged(place(extent, bad), "its checksum does not fit");
    }
    while (reader.next()) {
      if (reader.isValid() && (reader.startsWith(Lines.SYNCED) || reader.startsWith(Lines.SEAL))) {
        throw damaged(place(extent, bad), "its checksum does not fit");
      }
    }
  }

  private void read(LineReader reader) throws IOException {
    try {
      if (reader.startsWith(Lines.RECORD)) {
        readRecord(reader);
      } else if (reader.startsWith(Lines.SYNCED)) {
        markSynced(reader.offset());
      } else if (reader.startsWith(Lines.DOCUMENT)) {
        readDocument(reader);
      } else if (reader.startsWith(Lines.TAG)) {
        readNote(reader, Lines.TAG, false);
      } else if (reader.startsWith(Lines.NOTE)) {
        readNote(reader, Lines.NOTE, false);
      } else if (reader.startsWith(Lines.DERIVED)) {
        readNote(reader, Lines.DERIVED, false);
      } else if (reader.startsWith(Lines.REMOVE)) {
        readNote(reader, Lines.REMOVE, true);
      } else if (reader.startsWith(Lines.SEAL)) {
        sealed = true;
        markSynced(reader.end());
      } else if (!reader.startsWith(Lines.HEADER)) {
        throw Layout.newer(place(reader.offset()), "unknown");
      }
    } catch (IllegalArgumentException e) {
      throw damaged(reader.offset(), e.getMessage());
    }
  }

  private void markSynced(long to) {
    synced =
        new SegmentState.Synced(to, entries.size, entries.documents.size(), entries.notes.size());
  }

  private void readRecord(LineReader reader) {
    cursor.reset(reader.buffer(), reader.start(), reader.length());
    cursor.skip(Lines.RECORD).text();
    Id id = new Id(cursor.hexLong(0), cursor.hexLong(16), cursor.hexLong(32), cursor.hexLong(48));
    cursor.skip(STATUS).text();
    RunStatus status = RunStatus.fromWireName(cursor.string());
    int attempt = Math.toIntExact(cursor.skip(ATTEMPT).integer());
    cursor.skip(EXPERIMENT).text();
    boolean sameExperiment = cursor.textIs(lastExperiment);
    String experiment = "";
    if (!sameExperiment) {
      lastExperiment = cursor.textBytes();
      experiment = cursor.string();
    }
    cursor.skip(COMPUTATION).text();
    long computation = cursor.textLength() == 0 ? 0 : cursor.hexLong(0);
    cursor.skip(PROVENANCE).text();
    if (!sameExperiment || !cursor.textIs(lastProvenance) || lastKind < 0) {
      lastProvenance = cursor.textBytes();
      String name = sameExperiment ? entries.kinds.get(lastKind).experiment() : experiment;
      lastKind = entries.kind(name, codeOf(cursor.string()));
    }
    int crc = Line.checksum(reader.buffer(), reader.start(), reader.length());
    entries.add(id, attempt, status, computation, lastKind, reader.offset(), reader.length(), crc);
  }

  private String codeOf(String provenance) {
    for (SegmentEntries.Document document : entries.documents) {
      if (document.sha256().equals(provenance)) {
        return document.code();
      }
    }
    return codes.apply(provenance);
  }

  private void readDocument(LineReader reader) {
    Map<String, @Nullable Object> fields =
        JsonTree.readObject(reader.buffer(), reader.start(), reader.length());
    String kind = text(fields, "kind");
    String code =
        kind.equals(ProvenanceText.KIND)
            ? RunRecordCodec.provenance(text(fields, "text")).codeDigest()
            : "";
    entries.documents.add(
        new SegmentEntries.Document(
            text(fields, "doc"),
            kind,
            Instant.parse(text(fields, "stored")),
            code,
            reader.offset(),
            reader.length()));
  }

  private void readNote(LineReader reader, byte[] prefix, boolean removes) {
    cursor.reset(reader.buffer(), reader.start(), reader.length());
    RunId run = new RunId(cursor.skip(prefix).text().string());
    int attempt = Math.toIntExact(cursor.skip(ATTEMPT).integer());
    Instant at = Instant.parse(cursor.skip(AT).text().string());
    entries.notes.add(
        new SegmentEntries.Note(run, attempt, removes, at, reader.offset(), reader.length()));
  }

  private static String text(Map<String, @Nullable Object> fields, String key) {
    return (String) Objects.requireNonNull(fields.get(key), key);
  }

  private MetalabException damaged(long offset, @Nullable String what) throws IOException {
    return damaged(place(offset), what);
  }

  static MetalabException damaged(String place, @Nullable String what) {
    return new MetalabException(
        ErrorCode.STORE_CORRUPT,
        "%s is damaged: %s. 'metalab verify' lists all that is; copy the file back from where the store was copied from."
            .formatted(place, what));
  }

  private String place(long offset) throws IOException {
    return place(extent, offset);
  }

  /** Returns the file and the number in it of the line at an offset of a segment. */
  static String place(Extent extent, long offset) throws IOException {
    long line = 1;
    try (LineReader reader = new LineReader(Extent.of(extent.file()), 0, extent.base() + offset)) {
      while (reader.next()) {
        line++;
      }
    }
    return "%s line %d".formatted(extent.file(), line);
  }
}
