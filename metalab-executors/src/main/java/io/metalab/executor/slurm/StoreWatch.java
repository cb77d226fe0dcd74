package io.metalab.executor.slurm;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks in the store for what the tasks have done; of the dispatcher's thread. */
final class StoreWatch {
  private static final int RUNS_PER_LOOK_UP = 10_000;
  private static final long FIRST_PAUSE_NANOS = 50_000_000;

  /** Looking takes at most this share of the time. */
  private static final int PAUSE_PER_LOOK = 20;

  private final Store store;
  private final Board board;
  private final Completions completions;
  private final long longestPauseNanos;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long nextNanos;

  StoreWatch(SlurmJobs jobs, Board board, Completions completions, long nowNanos) {
    this.store = jobs.body().store();
    this.board = board;
    this.completions = completions;
    this.longestPauseNanos = jobs.times().store().toNanos();
    this.nextNanos = nowNanos;
  }

  /** Looks if it is time to; returns how long until it is. */
  long lookIfDue(long nowNanos) {
    if (nowNanos - nextNanos >= 0) {
      boolean news = look(board.openTasks());
      long now = System.nanoTime();
      pauseNanos = news ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, longestPauseNanos);
      nextNanos = now + Math.max(pauseNanos, PAUSE_PER_LOOK * (now - nowNanos));
      return nextNanos - now;
    }
    return nextNanos - nowNanos;
  }

  /** Settles the runs of some tasks that have ended; returns whether there were any. */
  boolean look(List<ArrayTask> tasks) {
    boolean news = false;
    List<ArrayTask> some = new ArrayList<>();
    int runs = 0;
    for (ArrayTask task : tasks) {
      some.add(task);
      runs += task.openIds().size();
      if (runs >= RUNS_PER_LOOK_UP) {
        news |= lookUp(some);
        some.clear();
        runs = 0;
      }
    }
    return lookUp(some) || news;
  }

  private boolean lookUp(List<ArrayTask> tasks) {
    List<RunId> ids = tasks.stream().flatMap(task -> task.openIds().stream()).toList();
    Map<RunId, StoredRun> stored = ids.isEmpty() ? Map.of() : store.findRuns(ids);
    boolean news = false;
    for (ArrayTask task : stored.isEmpty() ? List.<ArrayTask>of() : tasks) {
      for (SlurmRun run : task.open()) {
        StoredRun known = stored.get(run.runId());
        if (known != null && known.attempt() >= run.payload().attempt()) {
          news |= take(task, run, known);
        }
      }
    }
    return news;
  }

  /** Takes what is known of an attempt; returns whether it is news. */
  private boolean take(ArrayTask task, SlurmRun run, StoredRun known) {
    task.begin();
    Optional<RunRecord> record = Settled.find(store, run.runId(), known, run.payload().attempt());
    if (record.isPresent()) {
      task.detach(run);
      board.measure(record.get());
      completions.record(run, record.get());
      return true;
    }
    boolean first = !run.isAdmitted();
    completions.begin(run);
    return first && run.isAdmitted();
  }
}
