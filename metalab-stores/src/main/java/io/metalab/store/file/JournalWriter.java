package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches to segments; used by the committer's thread alone.
 *
 * <p>A segment that could not be written or synced is abandoned: what is not acknowledged is
 * written once more, to a new one. If that fails too, the batch fails.
 */
final class JournalWriter {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private record AttemptKey(RunId runId, int attempt) {
    static AttemptKey of(RunRecord record) {
      return new AttemptKey(record.runId(), record.attempt());
    }
  }

  private final Layout layout;
  private final FileStoreConfig config;
  private final Sessions sessions;
  private final Catalog catalog;
  private final ArtifactFiles artifacts;
  private final StreamWriter streams;
  private final Set<String> provenances = new HashSet<>();
  private final JsonBytes scratch = new JsonBytes(2048);
  private @Nullable SegmentFile segment;
  private SegmentEntries entries = new SegmentEntries();
  private @Nullable String numbered;
  private int number;

  JournalWriter(
      Layout layout,
      FileStoreConfig config,
      Sessions sessions,
      Catalog catalog,
      ArtifactFiles artifacts) {
    this.layout = layout;
    this.config = config;
    this.sessions = sessions;
    this.catalog = catalog;
    this.artifacts = artifacts;
    this.streams = new StreamWriter(layout, config, sessions);
  }

  /** Returns the number of bytes of streams that could not be made durable yet; for any thread. */
  long keptStreamBytes() {
    return streams.keptBytes();
  }

  /** Commits a batch and hands over every future with its outcome, null for success. */
  void commit(List<Entry> batch, BiConsumer<CompletableFuture<Void>, @Nullable Throwable> outcome) {
    batch.forEach(
        entry -> {
          if (entry instanceof Entry.Chunk chunk) {
            streams.add(chunk);
          }
        });
    List<Entry.Acknowledged> open = lines(batch, outcome);
    try {
      if (!write(open)) {
        open = failFenced(open, outcome);
        if (!open.isEmpty() && !write(open)) {
          throw new IOException("Two writer ids were shut out in a row.");
        }
      }
    } catch (IOException first) {
      LOG.debug("A segment of {} is abandoned.", layout.root(), first);
      abandon();
      open = retry(open, outcome, first);
    }
    open.forEach(entry -> outcome.accept(entry.done(), null));
  }

  private List<Entry.Acknowledged> retry(
      List<Entry.Acknowledged> open,
      BiConsumer<CompletableFuture<Void>, @Nullable Throwable> outcome,
      IOException first) {
    List<Entry.Acknowledged> rest = open;
    try {
      if (!write(rest)) {
        rest = failFenced(rest, outcome);
        if (rest.isEmpty() || write(rest)) {
          return rest;
        }
        throw new IOException("Two writer ids were shut out in a row.");
      }
      return rest;
    } catch (IOException second) {
      abandon();
      second.addSuppressed(first);
      MetalabException failure =
          Disk.unusable(layout.root(), "Cannot save %d records".formatted(rest.size()), second);
      rest.forEach(entry -> outcome.accept(entry.done(), failure));
      return List.of();
    }
  }

  /** Leaves out running records whose end is in the same batch. */
  private static List<Entry.Acknowledged> lines(
      List<Entry> batch, BiConsumer<CompletableFuture<Void>, @Nullable Throwable> outcome) {
    Set<AttemptKey> ended = new HashSet<>();
    for (Entry entry : batch) {
      if (entry instanceof Entry.Finished finished) {
        ended.add(AttemptKey.of(finished.record()));
      }
    }
    List<Entry.Acknowledged> lines = new ArrayList<>(batch.size());
    for (Entry entry : batch) {
      if (entry instanceof Entry.Running running
          && ended.contains(AttemptKey.of(running.record()))) {
        outcome.accept(running.done(), null);
      } else if (entry instanceof Entry.Acknowledged line) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Fails the records of a batch that came after the fence; the rest is kept. */
  private List<Entry.Acknowledged> failFenced(
      List<Entry.Acknowledged> batch,
      BiConsumer<CompletableFuture<Void>, @Nullable Throwable> outcome) {
    abandon();
    List<Entry.Acknowledged> rest = new ArrayList<>();
    for (Entry.Acknowledged entry : batch) {
      if (entry instanceof Entry.Finished finished) {
        outcome.accept(entry.done(), leaseLost(finished.record(), layout));
      } else if (entry instanceof Entry.Running running) {
        outcome.accept(entry.done(), leaseLost(running.record(), layout));
      } else {
        rest.add(entry);
      }
    }
    return rest;
  }

  static MetalabException leaseLost(RunRecord record, Layout layout) {
    return new MetalabException(
        ErrorCode.LEASE_LOST,
        "The record of run %s attempt %d was not saved: this process was silent for longer than its lease, and another controller of the store %s took its runs over. Nothing needs to be done; that controller runs them."
            .formatted(record.runId().shortHex(), record.attempt(), layout.root()));
  }

  /** Returns false if this process was shut out. */
  private boolean write(List<Entry.Acknowledged> batch) throws IOException {
    boolean sync = batch.stream().anyMatch(entry -> !(entry instanceof Entry.Running));
    boolean force = sync && config.sync() != SyncMode.NONE;
    streams.write(force);
    if (force) {
      artifacts.forceNames();
    }
    if (batch.isEmpty()) {
      return true;
    }
    SegmentFile file = open();
    int row = entries.size;
    int document = entries.documents.size();
    int note = entries.notes.size();
    long from = file.position();
    for (Entry.Acknowledged entry : batch) {
      add(file, entry);
    }
    file.write();
    if (force) {
      file.force();
    }
    if (sync && sessions.checkFenced(file.session())) {
      return false;
    }
    catalog.committed(
        file.name(),
        file.file(),
        file.created(),
        entries,
        row,
        document,
        note,
        row + document + note == 0 ? 0 : from,
        file.position());
    return true;
  }

  private SegmentFile open() throws IOException {
    Session session = sessions.current();
    SegmentFile open = segment;
    if (open != null && open.session() != session) {
      abandon();
    } else if (open != null && open.position() >= config.segmentBytes()) {
      seal(open);
    }
    SegmentFile known = segment;
    if (known != null) {
      return known;
    }
    if (!session.writer().equals(numbered)) {
      numbered = session.writer();
      number = 0;
    }
    number++;
    catalog.own(new SegmentName(session.writer(), number));
    SegmentFile created =
        SegmentFile.create(layout.segments(), session, number, config.clock().instant());
    segment = created;
    entries = new SegmentEntries();
    provenances.clear();
    return created;
  }

  private void add(SegmentFile file, Entry.Acknowledged entry) {
    if (entry instanceof Entry.Finished finished) {
      addRecord(file, finished.record(), finished.provenance(), finished.line());
    } else if (entry instanceof Entry.Running running) {
      EncodedLine line = recordLine(running.record(), running.provenance(), scratch);
      addRecord(file, running.record(), running.provenance(), line);
    } else if (entry instanceof Entry.Document document) {
      addDocument(file, document.sha256(), document.kind(), document.stored(), "", document.line());
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

  private void addRecord(
      SegmentFile file, RunRecord record, ProvenanceText provenance, EncodedLine line) {
    if (provenances.add(provenance.sha256())) {
      Instant now = config.clock().instant();
      EncodedLine document =
          new EncodedLine(
              Lines.document(provenance.sha256(), ProvenanceText.KIND, now, provenance.text()));
      addDocument(file, provenance.sha256(), ProvenanceText.KIND, now, provenance.code(), document);
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
      SegmentFile file, String sha256, String kind, Instant stored, String code, EncodedLine line) {
    long offset = file.add(line.bytes());
    entries.documents.add(
        new SegmentEntries.Document(sha256, kind, stored, code, offset, line.length()));
  }

  /** Closes the segment; what others find in it that was not acknowledged is theirs to judge. */
  private void abandon() {
    streams.abandon();
    SegmentFile file = segment;
    if (file != null) {
      segment = null;
      catalog.disown(file.name());
      close(file);
    }
  }

  private static void close(SegmentFile file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("An abandoned segment could not be closed.", e);
    }
  }

  /** Seals the segment and saves its index; a segment without either is read all the same. */
  private void seal(SegmentFile file) {
    try {
      file.seal();
      new Sidecar(file.created(), file.position(), true, entries)
          .write(layout, file.name(), file.file());
    } catch (IOException e) {
      LOG.debug("The segment {} stays without seal or index.", file.file(), e);
    }
    segment = null;
    catalog.disown(file.name());
    close(file);
  }

  /** Seals what is open. */
  void close() throws IOException {
    streams.close();
    SegmentFile file = segment;
    if (file != null) {
      file.force();
      seal(file);
    }
  }
}
