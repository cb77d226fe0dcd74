package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.RunBody;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cancels runs, many in one step; of the dispatcher's thread. */
final class Cancellations {
  /** How long a task may take to notice and to commit, besides what its operation may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final SlurmJobs jobs;
  private final Board board;
  private final StoreWatch results;
  private final Completions completions;
  private final Set<SlurmRun> asked = new LinkedHashSet<>();
  private final Set<ArrayTask> told = new LinkedHashSet<>();
  private long settleNanos;
  private final Map<ArrayTask, Long> deadlines = new LinkedHashMap<>();

  Cancellations(SlurmJobs jobs, Board board, StoreWatch results, Completions completions) {
    this.jobs = jobs;
    this.board = board;
    this.results = results;
    this.completions = completions;
  }

  /** A run is to be cancelled at the next step. */
  void ask(SlurmRun run, String reason) {
    if (run.cancelReason() == null && !run.completion().isDone()) {
      run.cancelReason(reason);
      asked.add(run);
    }
  }

  /**
   * Tells the tasks what is asked, and a little later, when they know, withdraws what none has
   * started and ends those with nothing else to do.
   */
  void apply(long nowNanos) {
    if (!asked.isEmpty()) {
      board.waiting().removeIf(this::withdrawWaiting);
      List<ArrayTask> tasks =
          board.openTasks().stream()
              .filter(task -> task.open().stream().anyMatch(asked::contains))
              .toList();
      tell(tasks);
      told.addAll(tasks);
      settleNanos = nowNanos + SlurmTask.LOOK.multipliedBy(3).toNanos();
      asked.clear();
    }
    if (!told.isEmpty() && nowNanos - settleNanos >= 0) {
      results.look(List.copyOf(told));
      Map<Submission, BitSet> pointless = new LinkedHashMap<>();
      told.forEach(task -> settle(task, pointless, nowNanos));
      pointless.forEach(this::end);
      told.clear();
    }
    giveUpStubborn(nowNanos);
  }

  /** Returns how long until there is something to do, if nothing else happens. */
  long nanosToNext(long nowNanos) {
    if (!told.isEmpty()) {
      return Math.max(0, settleNanos - nowNanos);
    }
    return deadlines.values().stream()
        .mapToLong(deadline -> Math.max(0, deadline - nowNanos))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Ends what is left of a submission that is not waited for any more. */
  void end(Submission submission) {
    if (submission.isHeld()) {
      jobs.client().cancel(submission.jobId());
    }
  }

  private boolean withdrawWaiting(SlurmRun run) {
    String reason = run.cancelReason();
    if (reason != null) {
      completions.withdraw(run, reason);
    }
    return reason != null;
  }

  /** A whole submission is told in one file, its tasks else in one each. */
  private void tell(List<ArrayTask> tasks) {
    Map<Submission, List<ArrayTask>> all = new LinkedHashMap<>();
    tasks.forEach(
        task -> all.computeIfAbsent(task.submission(), key -> new ArrayList<>()).add(task));
    all.forEach(
        (submission, some) -> {
          try {
            if (submission.isHeld()) {
              tell(submission, some);
            }
          } catch (IOException e) {
            throw new MetalabException(
                ErrorCode.STORE_UNUSABLE,
                "The tasks of job %d cannot be told: %s".formatted(submission.jobId(), e),
                e);
          }
        });
  }

  private void tell(Submission submission, List<ArrayTask> tasks) throws IOException {
    Optional<String> reasonOfAll = submission.cancelReasonOfAll();
    if (reasonOfAll.isPresent()) {
      submission.files().withdrawAll(reasonOfAll.get());
      return;
    }
    for (ArrayTask task : tasks) {
      Map<Integer, String> reasons = new LinkedHashMap<>();
      for (SlurmRun run : task.open()) {
        String reason = run.cancelReason();
        if (reason != null && asked.contains(run)) {
          reasons.put(task.position(run.runId()), reason);
        }
      }
      submission.files().withdraw(task.number(), reasons);
    }
  }

  private void settle(ArrayTask task, Map<Submission, BitSet> pointless, long nowNanos) {
    boolean running = false;
    for (SlurmRun run : task.open()) {
      String reason = run.cancelReason();
      if (reason != null && run.isAdmitted() && task.submission().isHeld()) {
        running = true;
      } else if (reason != null) {
        task.detach(run);
        completions.withdraw(run, reason);
      }
    }
    if (running) {
      long patience = jobs.body().stopTime().plus(PATIENCE).toNanos();
      deadlines.putIfAbsent(task, nowNanos + patience);
    } else if (task.isOver()) {
      pointless.computeIfAbsent(task.submission(), key -> new BitSet()).set(task.number());
    }
  }

  private void end(Submission submission, BitSet tasks) {
    if (!submission.isHeld()) {
      return;
    }
    if (submission.openTasks() == 0) {
      jobs.client().cancel(submission.jobId());
    } else {
      jobs.client().cancel(submission.jobId(), tasks);
    }
  }

  private void giveUpStubborn(long nowNanos) {
    List<ArrayTask> stubborn = new ArrayList<>();
    deadlines.keySet().removeIf(ArrayTask::isOver);
    deadlines.forEach(
        (task, deadline) -> {
          if (nowNanos - deadline > 0) {
            stubborn.add(task);
          }
        });
    for (ArrayTask task : stubborn) {
      deadlines.remove(task);
      BitSet number = new BitSet();
      number.set(task.number());
      end(task.submission(), number);
      for (SlurmRun run : task.open()) {
        String reason = run.cancelReason();
        task.detach(run);
        if (reason != null) {
          completions.abandon(run, RunBody.CANCELLED, reason);
        } else {
          completions.giveBack(run);
          board.waiting().addLast(run);
        }
      }
    }
  }
}
