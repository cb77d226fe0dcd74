package io.metalab.executor.slurm;

import io.metalab.api.store.ClaimStore;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A job array of this controller and what is left of it; of the dispatcher's thread. */
final class Submission {
  private final SubmissionDirectory files;
  private final String name;
  private final long jobId;
  private int limit;
  private final ClaimStore.Claim claim;
  private final boolean own;
  private final List<ArrayTask> tasks = new ArrayList<>();

  /**
   * Creates a submission without runs.
   *
   * @param limit how many tasks may run at once; 0 for any number
   * @param claim says that it is this controller's
   * @param own whether this controller made it
   */
  Submission(
      SubmissionDirectory files,
      String name,
      long jobId,
      int size,
      int limit,
      ClaimStore.Claim claim,
      boolean own) {
    this.files = files;
    this.name = name;
    this.jobId = jobId;
    this.limit = limit;
    this.claim = claim;
    this.own = own;
    for (int number = 0; number < size; number++) {
      tasks.add(new ArrayTask(this, number));
    }
  }

  SubmissionDirectory files() {
    return files;
  }

  String name() {
    return name;
  }

  long jobId() {
    return jobId;
  }

  ArrayTask task(int number) {
    return tasks.get(number);
  }

  List<ArrayTask> tasks() {
    return tasks;
  }

  /** Returns whether a run of it was asked for here. */
  boolean isWanted() {
    return tasks.stream().anyMatch(ArrayTask::isWanted);
  }

  /**
   * Returns why all runs that are left are cancelled, if it is for one reason; empty also if it is
   * of an earlier controller, for others may wait for its runs.
   */
  Optional<String> cancelReasonOfAll() {
    Set<Optional<String>> reasons = new HashSet<>();
    for (ArrayTask task : own ? tasks : List.<ArrayTask>of()) {
      task.open().forEach(run -> reasons.add(Optional.ofNullable(run.cancelReason())));
    }
    return reasons.size() == 1 ? reasons.iterator().next() : Optional.empty();
  }

  /** Returns whether no other controller has taken it over. */
  boolean isHeld() {
    return claim.isHeld();
  }

  void release() {
    claim.close();
  }

  int openTasks() {
    return (int) tasks.stream().filter(task -> !task.isOver()).count();
  }

  /** Returns how many tasks may run at once; 0 for any number. */
  int limit() {
    return limit;
  }

  void limit(int newLimit) {
    limit = newLimit;
  }

  /** Returns how many tasks may run now. */
  int slots() {
    int open = openTasks();
    return limit == 0 ? open : Math.min(limit, open);
  }

  /** Takes what the queue says. */
  void see(List<QueueEntry> entries) {
    QueueEntry[] byTask = new QueueEntry[tasks.size()];
    for (QueueEntry entry : entries) {
      if (entry.jobId() == jobId && entry.name().equals(name)) {
        BitSet numbers = entry.tasks();
        for (int i = numbers.nextSetBit(0);
            i >= 0 && i < byTask.length;
            i = numbers.nextSetBit(i + 1)) {
          byTask[i] = entry;
        }
      }
    }
    for (int i = 0; i < byTask.length; i++) {
      tasks.get(i).see(byTask[i]);
    }
  }

  /** Counts the tasks that are left and have not ended by their states, in words. */
  void countStates(Map<String, Integer> counts) {
    for (ArrayTask task : tasks) {
      QueueEntry seen = task.seen();
      if (!task.isOver() && seen != null && !seen.isOver()) {
        counts.merge(seen.words(), 1, Integer::sum);
      }
    }
  }
}
