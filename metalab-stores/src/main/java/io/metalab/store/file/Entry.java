package io.metalab.store.file;

import io.metalab.api.RunRecord;
import io.metalab.api.store.StreamKey;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something handed to the committer. */
sealed interface Entry {
  /** Returns how much of the window it takes up. */
  int weight();

  /** Returns the record of an entry, or null for something else. */
  static @Nullable RunRecord recordOf(Entry entry) {
    if (entry instanceof Running running) {
      return running.record();
    }
    return entry instanceof Finished finished ? finished.record() : null;
  }

  /** An entry that somebody waits for. */
  sealed interface Acknowledged extends Entry {
    /** Returns what completes when the entry is written and, where it must be, durable. */
    CompletableFuture<Void> done();
  }

  /** The record of an attempt. */
  sealed interface OfAttempt extends Acknowledged {
    RunRecord record();

    /** Returns the writer id that the attempt began under here; null if it began elsewhere. */
    @Nullable Session begun();
  }

  /** The record of an attempt that runs; need not be durable. */
  record Running(
      RunRecord record,
      @Nullable Session begun,
      ProvenanceText provenance,
      CompletableFuture<Void> done)
      implements OfAttempt {
    @Override
    public int weight() {
      return 2048;
    }
  }

  /** The record of an attempt that is over. */
  record Finished(
      RunRecord record,
      @Nullable Session begun,
      ProvenanceText provenance,
      EncodedLine line,
      CompletableFuture<Void> done)
      implements OfAttempt {
    @Override
    public int weight() {
      return line.length() + 512;
    }
  }

  /** A document. */
  record Document(
      String sha256, String kind, Instant stored, EncodedLine line, CompletableFuture<Void> done)
      implements Acknowledged {
    @Override
    public int weight() {
      return line.length();
    }
  }

  /** An annotation or a removal. */
  record Note(SegmentEntries.Note note, EncodedLine line, CompletableFuture<Void> done)
      implements Acknowledged {
    @Override
    public int weight() {
      return line.length();
    }
  }

  /** A piece of a stream. */
  record Chunk(StreamKey stream, EncodedLine line) implements Entry {
    @Override
    public int weight() {
      return line.length();
    }
  }
}
