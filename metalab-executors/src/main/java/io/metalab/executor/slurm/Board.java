package io.metalab.executor.slurm;

import io.metalab.api.RunRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits to be submitted, what is submitted, what runs cost; of the dispatcher's thread. */
final class Board {
  private final ArrayDeque<SlurmRun> waiting = new ArrayDeque<>();
  private final List<Submission> submissions = new ArrayList<>();
  private double seconds;
  private long measured;
  private int fruitless;

  /** Returns the runs that are in no submission, in the order in which they came. */
  ArrayDeque<SlurmRun> waiting() {
    return waiting;
  }

  List<Submission> submissions() {
    return submissions;
  }

  /** Returns the tasks with runs that have not ended. */
  List<ArrayTask> openTasks() {
    List<ArrayTask> open = new ArrayList<>();
    for (Submission submission : submissions) {
      for (ArrayTask task : submission.tasks()) {
        if (!task.isOver()) {
          open.add(task);
        }
      }
    }
    return open;
  }

  boolean isIdle() {
    return waiting.isEmpty() && submissions.stream().allMatch(one -> one.openTasks() == 0);
  }

  /** Returns how many tasks may run now. */
  int slots() {
    return submissions.stream().mapToInt(Submission::slots).sum();
  }

  /** Takes what a run cost that has ended. */
  void measure(RunRecord record) {
    seconds += Duration.between(record.started(), record.finished()).toNanos() / 1e9;
    measured++;
    fruitless = 0;
  }

  /** Returns the mean cost of the runs that have ended; not positive if none has. */
  double secondsPerRun() {
    return measured == 0 ? 0 : Math.max(1e-6, seconds / measured);
  }

  /** A task ended without having begun a run; returns how many have since the last run ended. */
  int countFruitless() {
    return ++fruitless;
  }
}
