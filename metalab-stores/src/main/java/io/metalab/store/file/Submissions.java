package io.metalab.store.file;

import com.google.common.base.Throwables;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.JsonBytes;
import io.metalab.store.RecordChecks;
import io.metalab.store.RunStates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What callers hand over, on its way to the committer; safe for use by many threads. */
final class Submissions {
  private static final int CHUNK_BYTES = 1 << 18;
  private static final long MAX_UNSAVED_STREAM_BYTES = 64L << 20;
  private static final ThreadLocal<JsonBytes> SCRATCH =
      ThreadLocal.withInitial(() -> new JsonBytes(2048));

  private record Attempt(int number, Session session) {}

  private final Layout layout;
  private final Sessions sessions;
  private final Catalog catalog;
  private final JournalWriter writer;
  private final Journal journal;
  private final ProvenanceText.Cache provenances = new ProvenanceText.Cache();
  private final Map<RunId, Attempt> running = new ConcurrentHashMap<>();
  private final Map<StreamKey, Long> streamLengths = new HashMap<>();

  Submissions(
      Layout layout,
      FileStoreConfig config,
      Sessions sessions,
      Catalog catalog,
      ArtifactFiles artifacts) {
    this.layout = layout;
    this.sessions = sessions;
    this.catalog = catalog;
    this.writer = new JournalWriter(layout, config, sessions, catalog, artifacts);
    this.journal = new Journal(layout, config.sync(), writer);
  }

  CompletableFuture<Void> put(RunRecord record) {
    if (record.isDraft()) {
      throw new IllegalArgumentException("A draft has no run id to be stored under.");
    }
    int removed = catalog.current().removedUpTo(record.runId());
    if (record.attempt() <= removed) {
      throw RecordChecks.removed(record, removed);
    }
    ProvenanceText provenance = provenances.get(record.provenance());
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (record.status() == RunStatus.RUNNING) {
      journal.submit(new Entry.Running(record, begin(record), provenance, done));
      return done;
    }
    Session begun = end(record);
    if (begun != null && begun.isFenced()) {
      return CompletableFuture.failedFuture(JournalWriter.leaseLost(record, layout));
    }
    forgetStreams(record);
    EncodedLine line = RecordSegment.recordLine(record, provenance, SCRATCH.get());
    journal.submit(new Entry.Finished(record, begun, provenance, line, done));
    return done;
  }

  private Session begin(RunRecord record) {
    try {
      Attempt attempt = new Attempt(record.attempt(), sessions.acquire());
      if (running.put(record.runId(), attempt) != null) {
        sessions.release();
      }
      return attempt.session();
    } catch (IOException e) {
      throw Disk.unusable(layout.root(), "Cannot begin to write", e);
    }
  }

  /** Returns the writer id that the attempt began under; null if it did not begin here. */
  private @Nullable Session end(RunRecord record) {
    Attempt attempt = running.remove(record.runId());
    if (attempt == null) {
      return null;
    }
    sessions.release();
    return attempt.number() == record.attempt() ? attempt.session() : null;
  }

  /** Appends to a stream of this store's own attempts. */
  void append(StreamKey stream, byte[] bytes) {
    synchronized (streamLengths) {
      long at = streamLengths.getOrDefault(stream, 0L);
      put(stream, at, bytes);
      streamLengths.put(stream, at + bytes.length);
    }
  }

  /** Puts a part of a stream in its place. */
  void put(StreamKey stream, long at, byte[] bytes) {
    if (writer.keptStreamBytes() > MAX_UNSAVED_STREAM_BYTES) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s could not save logs and series for some time. Free some space on its disk, then run the same command again."
              .formatted(layout.root()));
    }
    for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, bytes.length - from);
      EncodedLine line = new EncodedLine(Lines.chunk(stream, at + from, bytes, from, length));
      journal.submit(new Entry.Chunk(stream, line));
    }
  }

  private void forgetStreams(RunRecord record) {
    synchronized (streamLengths) {
      if (!streamLengths.isEmpty()) {
        for (StreamKey.Kind kind : StreamKey.Kind.values()) {
          streamLengths.remove(new StreamKey(record.runId(), record.attempt(), kind));
        }
      }
    }
  }

  void awaitWritten() {
    journal.awaitWritten();
  }

  /**
   * Checks that the writer id under which an attempt began here has not been shut out.
   *
   * @throws MetalabException with {@link ErrorCode#LEASE_LOST} if it has
   */
  void checkNotTakenOver(StateKey key) {
    Attempt attempt = running.get(key.runId());
    try {
      if (attempt != null
          && attempt.number() == key.attempt()
          && sessions.checkFenced(attempt.session())) {
        throw RunStates.leaseLost(key, layout.root().toString());
      }
    } catch (IOException e) {
      throw Disk.unusable(layout.root(), "Cannot look for a fence", e);
    }
  }

  void putDocument(StoredDocument document) {
    String sha256 = document.sha256();
    byte[] line = Lines.document(sha256, document.kind(), document.stored(), document.text());
    Journal.Awaited done = new Journal.Awaited();
    journal.submit(
        new Entry.Document(
            sha256, document.kind(), document.stored(), new EncodedLine(line), done));
    await(done);
  }

  /** Adds an annotation and waits until it is durable. */
  void edit(RunEdit edit) {
    await(submit(edit, new Journal.Awaited()));
  }

  /** Adds a removal and waits until it is durable. */
  void remove(RunId run, int attempt, Instant at, String experiment) {
    await(submitRemoval(run, attempt, at, experiment, new Journal.Awaited()));
  }

  /**
   * Takes in what another store knows of a run. Annotations do not show before a record does, nor
   * does the removal of earlier attempts leave a gap; so whoever reads what was written until some
   * instant sees the run as it was or as it will be, at most with attempts missing that do not
   * count.
   */
  CompletableFuture<Void> merge(RunHistory history, Instant now) {
    RunId run = history.runId();
    int removed = catalog.current().removedUpTo(run);
    int covered = Math.max(removed, history.removedAttempts());
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    for (RunEdit edit : history.edits()) {
      if (edit.attempt() > covered) {
        parts.add(submit(edit, new CompletableFuture<>()));
      }
    }
    for (RunRecord attempt : history.attempts()) {
      if (attempt.attempt() > covered) {
        parts.add(put(attempt));
      }
    }
    if (covered > removed) {
      parts.add(
          submitRemoval(run, covered, now, history.experimentId(), new CompletableFuture<>()));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Void> submit(RunEdit edit, CompletableFuture<Void> done) {
    SegmentEntries.Note note =
        new SegmentEntries.Note(edit.runId(), edit.attempt(), false, edit.at(), 0, 0);
    journal.submit(new Entry.Note(note, new EncodedLine(Lines.edit(edit)), done));
    return done;
  }

  private CompletableFuture<Void> submitRemoval(
      RunId run, int attempt, Instant at, String experiment, CompletableFuture<Void> done) {
    SegmentEntries.Note note = new SegmentEntries.Note(run, attempt, true, at, 0, 0);
    byte[] line = Lines.remove(run, attempt, at, experiment);
    journal.submit(new Entry.Note(note, new EncodedLine(line), done));
    return done;
  }

  private static void await(CompletableFuture<Void> done) {
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException failure) {
        throw failure;
      }
      throw e;
    }
  }

  void close() {
    @Nullable Throwable failure = journal.close();
    try {
      sessions.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure instanceof IOException io) {
      throw Disk.unusable(layout.root(), "Cannot finish", io);
    }
    if (failure != null) {
      Throwables.throwIfUnchecked(failure);
    }
  }
}
