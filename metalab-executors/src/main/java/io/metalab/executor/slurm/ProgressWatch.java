package io.metalab.executor.slurm;

import io.metalab.api.RunEvent;

/** Reads how far the runs of tasks say that they have come; of the dispatcher's thread. */
final class ProgressWatch {
  /** Reading takes at most this share of the time. */
  private static final int PAUSE_PER_LOOK = 20;

  private final SlurmJobs jobs;
  private final Board board;
  private long nextNanos;

  ProgressWatch(SlurmJobs jobs, Board board, long nowNanos) {
    this.jobs = jobs;
    this.board = board;
    this.nextNanos = nowNanos;
  }

  /** Looks if it is time to; returns how long until it is. */
  long lookIfDue(long nowNanos) {
    if (nowNanos - nextNanos < 0) {
      return nextNanos - nowNanos;
    }
    board.submissions().stream().filter(one -> one.openTasks() > 0).forEach(this::look);
    long now = System.nanoTime();
    long pause = Math.max(jobs.times().store().toNanos(), PAUSE_PER_LOOK * (now - nowNanos));
    nextNanos = now + pause;
    return pause;
  }

  private void look(Submission submission) {
    submission
        .files()
        .progress()
        .forEach(
            (number, progress) -> {
              if (number < submission.tasks().size()) {
                tell(submission.task(number), progress);
              }
            });
  }

  private void tell(ArrayTask task, RunEvent.Progress progress) {
    boolean executed = task.findOpen(progress.runId()).filter(SlurmRun::isAdmitted).isPresent();
    if (executed && task.isNews(progress)) {
      jobs.body().events().onEvent(progress);
    }
  }
}
