package io.metalab.store.file;

import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment of records that this process appends to, with the index of what it holds; used by the
 * committer's thread alone.
 */
final class RecordSegment {
  private static final Logger LOG = LoggerFactory.getLogger(RecordSegment.class);

  private final SegmentFile file;
  private final InstantSource clock;
  private final SegmentEntries entries = new SegmentEntries();
  private final Set<String> provenances = new HashSet<>();
  private final JsonBytes scratch = new JsonBytes(2048);

  RecordSegment(SegmentFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  Session session() {
    return file.session();
  }

  SegmentName name() {
    return file.name();
  }

  /** Returns the number of bytes written. */
  long position() {
    return file.position();
  }

  /** Writes entries and, if told to, makes them durable; the catalog learns of it by a commit. */
  Commit write(List<Entry.Acknowledged> batch, boolean force) throws IOException {
    Commit commit =
        new Commit(entries.size, entries.documents.size(), entries.notes.size(), file.position());
    batch.forEach(this::add);
    file.write();
    if (force) {
      file.force();
    }
    return commit;
  }

  /** Where what is new begins. */
  record Commit(int row, int document, int note, long from) {}

  /** Lets a catalog know what was written. */
  void tell(Catalog catalog, Commit commit) {
    boolean first = commit.row() + commit.document() + commit.note() == 0;
    catalog.committed(
        file.name(),
        file.file(),
        file.created(),
        entries,
        commit.row(),
        commit.document(),
        commit.note(),
        first ? 0 : commit.from(),
        file.position());
  }

  private void add(Entry.Acknowledged entry) {
    if (entry instanceof Entry.Finished finished) {
      addRecord(finished.record(), finished.provenance(), finished.line());
    } else if (entry instanceof Entry.Running running) {
      EncodedLine line = recordLine(running.record(), running.provenance(), scratch);
      addRecord(running.record(), running.provenance(), line);
    } else if (entry instanceof Entry.Document document) {
      addDocument(document.sha256(), document.kind(), document.stored(), "", document.line());
    } else if (entry instanceof Entry.Note note) {
      long offset = file.add(note.line().bytes());
      SegmentEntries.Note made = note.note();
      entries.notes.add(
          new SegmentEntries.Note(
              made.run(), made.attempt(), made.removes(), made.at(), offset, note.line().length()));
    }
  }

  /** Returns the line of a record. */
  static EncodedLine recordLine(RunRecord record, ProvenanceText provenance, JsonBytes scratch) {
    scratch.clear();
    RunRecordCodec.writeOpen(record, provenance.sha256(), scratch);
    return new EncodedLine(Line.close(scratch));
  }

  private void addRecord(RunRecord record, ProvenanceText provenance, EncodedLine line) {
    if (provenances.add(provenance.sha256())) {
      Instant now = clock.instant();
      EncodedLine document =
          new EncodedLine(
              Lines.document(provenance.sha256(), ProvenanceText.KIND, now, provenance.text()));
      addDocument(provenance.sha256(), ProvenanceText.KIND, now, provenance.code(), document);
    }
    long offset = file.add(line.bytes());
    entries.add(
        Id.of(record.runId()),
        record.attempt(),
        record.status(),
        Id.prefix(record.computation()),
        entries.kind(record.experimentId(), provenance.code()),
        offset,
        line.length(),
        line.checksum());
  }

  private void addDocument(
      String sha256, String kind, Instant stored, String code, EncodedLine line) {
    long offset = file.add(line.bytes());
    entries.documents.add(
        new SegmentEntries.Document(sha256, kind, stored, code, offset, line.length()));
  }

  /** Makes everything written durable. */
  void force() throws IOException {
    file.force();
  }

  /** Seals and closes; a segment without seal or sidecar is read all the same. */
  void seal(Layout layout) {
    try {
      file.seal();
      new Sidecar(file.created(), file.position(), true, entries)
          .write(layout, file.name(), Extent.of(file.file()));
    } catch (IOException e) {
      LOG.debug("The segment {} stays without seal or index.", file.file(), e);
    }
    close();
  }

  /** Closes as it is; what others find in it that was not acknowledged is theirs to judge. */
  void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("The segment {} could not be closed.", file.file(), e);
    }
  }
}
