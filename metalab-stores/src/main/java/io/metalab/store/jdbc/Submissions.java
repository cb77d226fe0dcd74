package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StreamKey;
import io.metalab.store.CommitQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What callers hand over, on its way to the lanes; safe for use by many threads. */
final class Submissions {
  private static final long MAX_UNSAVED_STREAM_BYTES = 64L << 20;

  private record Attempt(int number, Session session) {}

  private final Database database;
  private final Writers writers;
  private final Kinds kinds;
  private final List<BatchCommit> commits = new ArrayList<>();
  private final List<CommitQueue<Pending>> lanes = new ArrayList<>();
  private final ExecutorService acknowledger;
  private final Map<RunId, Attempt> running = new ConcurrentHashMap<>();
  private final Map<StreamKey, Long> streamLengths = new HashMap<>();

  Submissions(Database database, Writers writers, Kinds kinds, Artifacts artifacts) {
    this.database = database;
    this.writers = writers;
    this.kinds = kinds;
    this.acknowledger =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "metalab-acknowledge");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < database.lanes(); i++) {
      BatchCommit commit = new BatchCommit(database, writers, artifacts, acknowledger);
      commits.add(commit);
      lanes.add(new CommitQueue<>(Pending::weight, commit));
    }
  }

  /** All of a run goes through one lane, so that it is committed in order. */
  private void submit(Pending pending) {
    int lane = Math.floorMod(pending.runId().word(0), lanes.size());
    if (!lanes.get(lane).submit(pending)) {
      throw closed();
    }
  }

  MetalabException closed() {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s is closed. Open it again to use it.".formatted(database.name()));
  }

  CompletableFuture<Void> put(RunRecord record) {
    if (record.isDraft()) {
      throw new IllegalArgumentException("A draft has no run id to be stored under.");
    }
    Kind kind = kinds.of(record);
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (record.status() == RunStatus.RUNNING) {
      begin(record);
      submit(new Pending.Attempt(record, kind, null, done));
      return done;
    }
    if (!end(record)) {
      return CompletableFuture.failedFuture(BatchCommit.leaseLost(record, database));
    }
    submit(new Pending.Attempt(record, kind, Pending.Attempt.encode(record, kind), done));
    if (hasStreams(record)) {
      var unused = done.thenRun(() -> forgetStreams(record));
    }
    return done;
  }

  /** Takes in what another store knows of a run. */
  CompletableFuture<Void> merge(RunHistory history) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<Pending.Attempt> attempts = new ArrayList<>(history.attempts().size());
    for (RunRecord record : history.attempts()) {
      Kind kind = kinds.of(record);
      Bytes encoded = Pending.Attempt.encode(record, kind);
      attempts.add(new Pending.Attempt(record, kind, encoded, new CompletableFuture<>()));
    }
    submit(new Pending.Merge(history, kind(history, attempts), attempts, done));
    if (history.attempts().stream().anyMatch(this::hasStreams)) {
      var unused = done.thenRun(() -> history.attempts().forEach(this::forgetStreams));
    }
    return done;
  }

  private @Nullable Kind kind(RunHistory history, List<Pending.Attempt> attempts) {
    if (!attempts.isEmpty()) {
      return attempts.get(0).kind();
    }
    return history.experimentId().isEmpty()
        ? null
        : kinds.of(history.experimentId(), Provenance.NONE);
  }

  private void begin(RunRecord record) {
    Attempt attempt = new Attempt(record.attempt(), writers.acquire());
    if (running.put(record.runId(), attempt) != null) {
      writers.release();
    }
  }

  /** Returns false if the attempt began under a writer id that has been shut out since. */
  private boolean end(RunRecord record) {
    Attempt attempt = running.remove(record.runId());
    if (attempt == null) {
      return true;
    }
    writers.release();
    return attempt.number() != record.attempt() || !attempt.session().isFenced();
  }

  /** Returns the writer id under which an attempt began here that is under way. */
  Optional<Session> begun(StateKey key) {
    return Optional.ofNullable(running.get(key.runId()))
        .filter(attempt -> attempt.number() == key.attempt())
        .map(Attempt::session);
  }

  void append(StreamKey stream, byte[] bytes) {
    checkSaved();
    long stored = knownLength(stream);
    synchronized (streamLengths) {
      put(stream, streamLengths.getOrDefault(stream, stored), bytes);
    }
  }

  /** Puts a part of a stream in its place; what is there already stays. */
  void put(StreamKey stream, long offset, byte[] bytes) {
    synchronized (streamLengths) {
      for (int from = 0; from < bytes.length; from += StreamRows.PIECE_BYTES) {
        int to = Math.min(from + StreamRows.PIECE_BYTES, bytes.length);
        Bytes piece = new Bytes(Arrays.copyOfRange(bytes, from, to));
        submit(new Pending.Piece(stream, offset + from, piece));
      }
      streamLengths.merge(stream, offset + bytes.length, Math::max);
    }
  }

  private void checkSaved() {
    if (commits.stream().mapToLong(BatchCommit::unsavedBytes).sum() > MAX_UNSAVED_STREAM_BYTES) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s could not save logs and series for some time. Find out why the database takes nothing, then run the same command again."
              .formatted(database.name()));
    }
  }

  /** Returns what is stored of a stream that this object knows nothing of, else 0. */
  private long knownLength(StreamKey stream) {
    synchronized (streamLengths) {
      if (streamLengths.containsKey(stream)) {
        return 0;
      }
    }
    long writer = writers.current().number();
    return database.read(sql -> StreamRows.length(sql, stream, writer));
  }

  private boolean hasStreams(RunRecord record) {
    synchronized (streamLengths) {
      return !streamLengths.isEmpty() && streams(record).anyMatch(streamLengths::containsKey);
    }
  }

  private void forgetStreams(RunRecord record) {
    synchronized (streamLengths) {
      streams(record).forEach(streamLengths::remove);
    }
  }

  private static Stream<StreamKey> streams(RunRecord record) {
    return Arrays.stream(StreamKey.Kind.values())
        .map(kind -> new StreamKey(record.runId(), record.attempt(), kind));
  }

  void awaitCommitted() {
    lanes.forEach(CommitQueue::awaitCommitted);
  }

  /** Commits what was handed over and ends the threads. */
  void close() {
    lanes.forEach(CommitQueue::close);
    acknowledger.shutdown();
    boolean interrupted = false;
    try {
      acknowledger.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
