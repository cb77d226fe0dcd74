package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something on its way to a commit. */
sealed interface Pending {
  /** Returns the run it is about, which decides the lane. */
  RunId runId();

  /** Returns how much of the window it takes up. */
  int weight();

  /** Returns the record of what is an attempt, or null for something else. */
  static @Nullable RunRecord recordOf(Pending pending) {
    return pending instanceof Attempt attempt ? attempt.record() : null;
  }

  /**
   * A record.
   *
   * @param encoded the record as it is stored, or null to be made when it is
   * @param done completes when it is durable
   */
  record Attempt(RunRecord record, Kind kind, @Nullable Bytes encoded, CompletableFuture<Void> done)
      implements Pending {
    /** Returns the record as it is stored. */
    static Bytes encode(RunRecord record, Kind kind) {
      JsonBytes out = new JsonBytes(2048);
      RunRecordCodec.writeOpen(record, kind.digest(), out);
      return new Bytes(out.raw('}').toByteArray());
    }

    /** Returns the row of this record under a writer id. */
    AttemptRow row(Session session) {
      Bytes json = encoded == null ? encode(record, kind) : encoded;
      return new AttemptRow(
          record.status(),
          record.attempt(),
          kind.number(),
          RunKeys.prefix(record.computation()),
          session.number(),
          json.checksum(),
          json);
    }

    @Override
    public RunId runId() {
      return record.runId();
    }

    @Override
    public int weight() {
      return encoded == null ? 2048 : encoded.length() + 512;
    }

    boolean isFinished() {
      return record.status().isFinished();
    }

    Key key() {
      return new Key(record.runId(), record.attempt());
    }
  }

  /**
   * What another store knows of a run; all of it is committed at once.
   *
   * @param kind what the run shares with others, or null if only its removal is known
   * @param attempts the records of the history, encoded
   * @param done completes when all of it is durable
   */
  record Merge(
      RunHistory history, @Nullable Kind kind, List<Attempt> attempts, CompletableFuture<Void> done)
      implements Pending {
    private static final int EDIT_WEIGHT = 512;

    @Override
    public RunId runId() {
      return history.runId();
    }

    @Override
    public int weight() {
      return attempts.stream().mapToInt(Attempt::weight).sum()
          + EDIT_WEIGHT * (1 + history.edits().size());
    }
  }

  /** Names an attempt. */
  record Key(RunId runId, int attempt) {}

  /**
   * A piece of a stream.
   *
   * @param start where in the stream it begins, in bytes
   * @param bytes nobody changes them
   */
  record Piece(StreamKey stream, long start, Bytes bytes) implements Pending {
    @Override
    public RunId runId() {
      return stream.runId();
    }

    @Override
    public int weight() {
      return bytes.length() + 128;
    }
  }
}
