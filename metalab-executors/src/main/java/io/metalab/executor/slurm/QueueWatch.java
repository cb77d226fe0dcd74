package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the queue about all submissions in one call, and dispatches again what tasks have lost; of
 * the dispatcher's thread.
 */
final class QueueWatch {
  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

  /** What tasks have written may be seen a little later on another machine than that they ended. */
  private static final int ABSENCES = 2;

  /** How many attempts at a run may be lost. */
  private static final int MOST_LOSSES = 3;

  /** How many tasks may end one after the other without any run having ended or begun. */
  private static final int MOST_FRUITLESS = 3;

  private final SlurmJobs jobs;
  private final Store store;
  private final Board board;
  private final StoreWatch results;
  private final Completions completions;
  private final QueueNote note;
  private long nextNanos;
  private boolean answered = true;
  private Map<String, Integer> states = Map.of();

  QueueWatch(
      SlurmJobs jobs, Board board, StoreWatch results, Completions completions, long nextNanos) {
    this.jobs = jobs;
    this.store = jobs.body().store();
    this.board = board;
    this.results = results;
    this.completions = completions;
    this.note = new QueueNote(jobs.root());
    this.nextNanos = nextNanos;
  }

  /** Asks if it is time to; returns how long until it is. */
  long askIfDue(long nowNanos) {
    List<Submission> open =
        board.submissions().stream().filter(one -> one.openTasks() > 0).toList();
    if (open.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (nowNanos - nextNanos < 0) {
      return nextNanos - nowNanos;
    }
    nextNanos = nowNanos + jobs.times().queue().toNanos();
    List<QueueEntry> entries;
    try {
      entries = jobs.client().queue(open.stream().map(Submission::name).toList());
    } catch (MetalabException e) {
      if (answered) {
        LOG.warn("{} The study goes on once it does.", e.getMessage());
      }
      answered = false;
      return jobs.times().queue().toNanos();
    }
    answered = true;
    note.write(entries);
    List<ArrayTask> gone = new ArrayList<>();
    for (Submission submission : open) {
      submission.see(entries);
      for (ArrayTask task : submission.tasks()) {
        if (!task.isOver() && task.absences() > 0) {
          gone.add(task);
        }
      }
    }
    results.look(gone);
    List<ArrayTask> lost =
        gone.stream().filter(task -> !task.isOver() && task.absences() >= ABSENCES).toList();
    tellLosses(lost);
    lost.forEach(this::lose);
    tellStates(open);
    return jobs.times().queue().toNanos();
  }

  /** A thousand tasks of an array that somebody cancels are one event. */
  private static void tellLosses(List<ArrayTask> lost) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    lost.forEach(
        task -> counts.merge(task.submission().jobId() + ": " + end(task), 1, Integer::sum));
    counts.forEach(
        (end, count) ->
            LOG.warn(
                "{} of job {}. What was not done is dispatched again.",
                SlurmWords.tasks(count),
                end));
  }

  private void tellStates(List<Submission> open) {
    Map<String, Integer> now = new LinkedHashMap<>();
    open.forEach(submission -> submission.countStates(now));
    if (!now.equals(states)) {
      now.forEach((words, count) -> LOG.info("{} {}", SlurmWords.tasks(count), words));
    }
    states = now;
  }

  private void lose(ArrayTask task) {
    List<SlurmRun> lost = task.open();
    Map<RunId, StoredRun> stored = store.findRuns(lost.stream().map(SlurmRun::runId).toList());
    String end = end(task);
    if (!task.hasBegun() && board.countFruitless() >= MOST_FRUITLESS) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "The last %d tasks ended before their first run; task %s: %s.%s Maybe correct run.slurm.java or run.slurm.setup, then resume the study."
              .formatted(MOST_FRUITLESS, task, end, output(task)));
    }
    for (SlurmRun run : lost) {
      task.detach(run);
      completions.giveBack(run);
      StoredRun known = stored.get(run.runId());
      boolean begun = known != null && known.attempt() >= run.payload().attempt();
      if (begun && run.lose() >= MOST_LOSSES) {
        completions.abandon(
            run,
            "WorkerDied",
            "%d attempts were lost with their tasks; the last one, task %s: %s.%s"
                .formatted(MOST_LOSSES, task, end, output(task)));
        continue;
      }
      if (known != null && begun) {
        run.attempt(known.attempt() + 1);
      }
      if (run.cancelReason() == null) {
        board.waiting().addLast(run);
      } else {
        completions.withdraw(run, run.cancelReason());
      }
    }
  }

  private static String end(ArrayTask task) {
    QueueEntry seen = task.seen();
    return seen == null || !seen.isOver() ? "no longer in the queue" : seen.words();
  }

  private static String output(ArrayTask task) {
    String tail = task.submission().files().outputTail(task.number());
    return tail.isEmpty()
        ? ""
        : " It printed: %s.".formatted(tail.lines().reduce((a, b) -> b).orElse(""));
  }
}
