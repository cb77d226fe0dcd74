package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.io.IOException;
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
  private @Nullable RecordSegment segment;
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
    for (Entry.Acknowledged entry : open) {
      if (entry instanceof Entry.Finished finished) {
        artifacts.named(finished.record());
      }
      outcome.accept(entry.done(), null);
    }
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

  /**
   * Fails the records of a batch that came after a fence; the rest is kept, also of attempts that
   * began under the next writer id.
   */
  private List<Entry.Acknowledged> failFenced(
      List<Entry.Acknowledged> batch,
      BiConsumer<CompletableFuture<Void>, @Nullable Throwable> outcome) {
    abandon();
    List<Entry.Acknowledged> rest = new ArrayList<>();
    for (Entry.Acknowledged entry : batch) {
      if (entry instanceof Entry.OfAttempt of && (of.begun() == null || of.begun().isFenced())) {
        outcome.accept(entry.done(), leaseLost(of.record(), layout));
      } else {
        rest.add(entry);
      }
    }
    return rest;
  }

  /** Returns whether an attempt began under a writer id that has been shut out. */
  private static boolean isLost(Entry.Acknowledged entry) {
    return entry instanceof Entry.OfAttempt of && of.begun() != null && of.begun().isFenced();
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
    RecordSegment open = open();
    // Known to be shut out since they were submitted: the next writer id is not theirs.
    if (batch.stream().anyMatch(JournalWriter::isLost)) {
      return false;
    }
    RecordSegment.Commit commit = open.write(batch, force);
    if (sync && sessions.checkFenced(open.session())) {
      return false;
    }
    open.tell(catalog, commit);
    return true;
  }

  private RecordSegment open() throws IOException {
    Session session = sessions.current();
    RecordSegment open = segment;
    if (open != null && open.session() != session) {
      abandon();
    } else if (open != null && open.position() >= config.segmentBytes()) {
      seal(open);
    }
    RecordSegment known = segment;
    if (known != null) {
      return known;
    }
    if (!session.writer().equals(numbered)) {
      numbered = session.writer();
      number = 0;
    }
    number++;
    catalog.own(new SegmentName(session.writer(), number));
    SegmentFile file =
        SegmentFile.create(layout.segments(), session, number, config.clock().instant());
    RecordSegment created = new RecordSegment(file, config.clock());
    segment = created;
    return created;
  }

  private void abandon() {
    streams.abandon();
    RecordSegment open = segment;
    if (open != null) {
      segment = null;
      catalog.disown(open.name());
      open.close();
    }
  }

  private void seal(RecordSegment open) {
    open.seal(layout);
    segment = null;
    catalog.disown(open.name());
  }

  /** Seals what is open. */
  void close() throws IOException {
    streams.close();
    RecordSegment open = segment;
    if (open != null) {
      open.force();
      seal(open);
    }
  }
}
