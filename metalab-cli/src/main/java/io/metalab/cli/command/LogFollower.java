package io.metalab.cli.command;

import io.metalab.api.Capture.LogLevel;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.cli.CliContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what a run logs until it is over, going on with the next attempt when it is retried. */
final class LogFollower {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** A run that has just failed may be retried: so often the follower looks for that. */
  private static final int LOOKS_FOR_RETRY = 10;

  private final CliContext context;
  private final Store store;
  private final RunId runId;
  private final @Nullable LogLevel level;
  private int attempt;

  /** Follows a run from the attempt of this record on. */
  LogFollower(CliContext context, Store store, RunRecord record, @Nullable LogLevel level) {
    this.context = context;
    this.store = store;
    this.runId = record.runId();
    this.level = level;
    this.attempt = record.attempt();
  }

  /**
   * Prints until the run is over or the thread is interrupted.
   *
   * @param first reads the log of the first attempt, from where it was printed already
   */
  void follow(LogReader first) {
    LogReader reader = first;
    StoredRun run = look();
    int looks = run.status() == RunStatus.RUNNING ? LOOKS_FOR_RETRY : 0;
    while (true) {
      print(reader);
      while (attempt < run.attempt()) {
        attempt++;
        context.terminal().err("-- attempt %d --".formatted(attempt));
        reader = LogReader.of(store, runId, attempt, level);
        print(reader);
      }
      boolean running = run.status() == RunStatus.RUNNING;
      if (run.status() == RunStatus.SUCCESS || (!running && looks-- == 0)) {
        return;
      }
      if (running) {
        looks = LOOKS_FOR_RETRY;
      }
      try {
        context.environment().pause().await(INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      run = look();
    }
  }

  /** Looks before the log is read: what a run logged before it ended is never missed. */
  private StoredRun look() {
    StoredRun run = store.findRuns(List.of(runId)).get(runId);
    return run == null ? new StoredRun(RunStatus.CANCELLED, attempt, "") : run;
  }

  private void print(LogReader reader) {
    reader.readNew(context.terminal()::out);
    context.terminal().flush();
  }
}
