package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.store.Announcements;
import io.metalab.store.CommitQueue;
import io.metalab.store.RecordChecks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Commits the batches of one lane, each in a transaction; for the lane's thread alone. */
final class BatchCommit implements CommitQueue.Committer<Pending> {
  private final Database database;
  private final Writers writers;
  private final Artifacts artifacts;
  private final Executor acknowledger;
  private final Announcements<Pending> announcements = new Announcements<>(Pending::recordOf);
  private List<Pending.Piece> unsaved = new ArrayList<>();
  private volatile long unsavedBytes;

  BatchCommit(Database database, Writers writers, Artifacts artifacts, Executor acknowledger) {
    this.database = database;
    this.writers = writers;
    this.artifacts = artifacts;
    this.acknowledger = acknowledger;
  }

  /** Returns the number of bytes of streams that could not be saved yet; for any thread. */
  long unsavedBytes() {
    return unsavedBytes;
  }

  @Override
  public int commit(List<Pending> batch) {
    List<Pending> due = announcements.due(batch);
    save(due);
    return due.size();
  }

  @Override
  public boolean isHolding() {
    return announcements.isPending();
  }

  @Override
  public void end() {}

  /** Commits a batch; what cannot be saved fails, but pieces of streams are kept for the next. */
  private void save(List<Pending> batch) {
    List<Pending.Attempt> over = new ArrayList<>();
    List<Pending.Attempt> attempts = attempts(batch, over);
    List<Pending.Merge> merges = new ArrayList<>();
    List<Pending.Piece> pieces = unsaved;
    for (Pending pending : batch) {
      if (pending instanceof Pending.Piece piece) {
        pieces.add(piece);
      } else if (pending instanceof Pending.Merge merge) {
        merges.add(merge);
      }
    }
    unsaved = new ArrayList<>();
    try {
      artifacts.forceNames();
      Saved saved = save(attempts, merges, pieces);
      if (saved.isFenced()) {
        fail(attempts, this::leaseLost);
        attempts = List.of();
        if (save(attempts, merges, pieces).isFenced()) {
          throw new MetalabException(
              ErrorCode.LEASE_LOST,
              "The store %s shut this process out twice in a row. Run the same command again; what was acknowledged before is kept."
                  .formatted(database.name()));
        }
      } else {
        attempts = refuse(attempts, saved.removed());
      }
    } catch (RuntimeException | Error e) {
      unsaved = pieces;
      fail(attempts, attempt -> e);
      fail(over, attempt -> e);
      merges.forEach(merge -> complete(merge.done(), e));
      attempts = List.of();
      merges = List.of();
      over = List.of();
    }
    unsavedBytes = unsaved.stream().mapToLong(Pending.Piece::weight).sum();
    succeed(attempts);
    succeed(over);
    succeedMerges(merges);
  }

  /** Leaves out running records whose end is in the same batch. */
  private static List<Pending.Attempt> attempts(List<Pending> batch, List<Pending.Attempt> over) {
    Set<Pending.Key> ended = new HashSet<>();
    if (batch.stream().anyMatch(BatchCommit::begins)) {
      for (Pending pending : batch) {
        if (pending instanceof Pending.Attempt attempt && attempt.isFinished()) {
          ended.add(attempt.key());
        }
      }
    }
    List<Pending.Attempt> attempts = new ArrayList<>(batch.size());
    for (Pending pending : batch) {
      if (pending instanceof Pending.Attempt attempt) {
        boolean isOver = !attempt.isFinished() && ended.contains(attempt.key());
        (isOver ? over : attempts).add(attempt);
      }
    }
    return attempts;
  }

  private static boolean begins(Pending pending) {
    return pending instanceof Pending.Attempt attempt && !attempt.isFinished();
  }

  /**
   * What came of a transaction.
   *
   * @param isFenced whether this store was shut out, and nothing was saved
   * @param removed up to which number the attempts of runs were removed, where one of these was
   */
  private record Saved(boolean isFenced, Map<RunId, Integer> removed) {}

  private Saved save(
      List<Pending.Attempt> attempts, List<Pending.Merge> merges, List<Pending.Piece> pieces) {
    if (attempts.isEmpty() && merges.isEmpty() && pieces.isEmpty()) {
      return new Saved(false, Map.of());
    }
    Session session = writers.current();
    List<Pending.Attempt> all = new ArrayList<>(attempts);
    merges.forEach(merge -> all.addAll(merge.attempts()));
    List<NewRun> rows = new ArrayList<>(all.size());
    for (Pending.Attempt attempt : all) {
      rows.add(new NewRun(attempt.runId(), attempt.row(session)));
    }
    List<Pending.Piece> joined = StreamRows.merge(pieces);
    List<ArtifactTable.Hold> holds = artifacts.holdsOf(all);
    Saved saved = database.write(sql -> save(sql, session, rows, merges, joined, holds));
    if (!saved.isFenced()) {
      artifacts.released(holds);
    }
    return saved;
  }

  private Saved save(
      Sql sql,
      Session session,
      List<NewRun> rows,
      List<Pending.Merge> merges,
      List<Pending.Piece> pieces,
      List<ArtifactTable.Hold> holds)
      throws SQLException {
    if (writers.checkFenced(sql, session)) {
      return new Saved(true, Map.of());
    }
    StreamRows.insert(sql, session, pieces);
    Map<RunId, Integer> removed = RunRows.insert(sql, database, rows);
    MergeRows.insert(sql, database, merges);
    ArtifactTable.release(sql, holds);
    return new Saved(false, removed);
  }

  /** Fails the attempts that a removal covers; returns the others. */
  private List<Pending.Attempt> refuse(
      List<Pending.Attempt> attempts, Map<RunId, Integer> removed) {
    if (removed.isEmpty()) {
      return attempts;
    }
    List<Pending.Attempt> others = new ArrayList<>();
    for (Pending.Attempt attempt : attempts) {
      int upTo = removed.getOrDefault(attempt.runId(), 0);
      if (attempt.record().attempt() <= upTo) {
        complete(attempt.done(), RecordChecks.removed(attempt.record(), upTo));
      } else {
        others.add(attempt);
      }
    }
    return others;
  }

  private MetalabException leaseLost(Pending.Attempt attempt) {
    return leaseLost(attempt.record(), database);
  }

  static MetalabException leaseLost(RunRecord record, Database database) {
    return new MetalabException(
        ErrorCode.LEASE_LOST,
        "The record of run %s attempt %d was not saved: this process was silent for longer than its lease, and another controller of the store %s took its runs over. Nothing needs to be done; that controller runs them."
            .formatted(record.runId().shortHex(), record.attempt(), database.name()));
  }

  private interface Failure {
    Throwable of(Pending.Attempt attempt);
  }

  private void fail(List<Pending.Attempt> attempts, Failure failure) {
    for (Pending.Attempt attempt : attempts) {
      complete(attempt.done(), failure.of(attempt));
    }
  }

  private void succeed(List<Pending.Attempt> attempts) {
    List<CompletableFuture<Void>> done = new ArrayList<>(attempts.size());
    for (Pending.Attempt attempt : attempts) {
      if (attempt.isFinished()) {
        artifacts.named(attempt.record());
      }
      done.add(attempt.done());
    }
    if (!done.isEmpty()) {
      acknowledger.execute(() -> done.forEach(future -> future.complete(null)));
    }
  }

  private void succeedMerges(List<Pending.Merge> merges) {
    for (Pending.Merge merge : merges) {
      merge.history().attempts().forEach(artifacts::named);
    }
    if (!merges.isEmpty()) {
      acknowledger.execute(() -> merges.forEach(merge -> merge.done().complete(null)));
    }
  }

  private void complete(CompletableFuture<Void> done, Throwable failure) {
    acknowledger.execute(() -> done.completeExceptionally(failure));
  }
}
