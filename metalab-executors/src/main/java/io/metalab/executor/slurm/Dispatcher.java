package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that everything belongs to which the executor knows of jobs and runs; others leave it
 * messages.
 */
final class Dispatcher extends Thread {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** The queue has looked at a job a little after it was submitted, not at once. */
  private static final int FIRST_QUESTION = 3;

  private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
  private final SlurmJobs jobs;
  private final Board board = new Board();
  private final EarlierSubmissions earlier;
  private final Completions completions;
  private final Submitter submitter;
  private final StoreWatch results;
  private final QueueWatch queue;
  private final ProgressWatch progress;
  private final Cancellations cancellations;
  private long lastArrivalNanos;
  private boolean arrivals;
  private boolean closing;
  private @Nullable MetalabException failure;

  /**
   * Takes over what earlier controllers have left.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if there is something and SLURM does not
   *     answer
   */
  Dispatcher(SlurmJobs jobs, Window window) {
    super("metalab-slurm");
    setDaemon(true);
    long now = System.nanoTime();
    this.jobs = jobs;
    this.lastArrivalNanos = now;
    this.completions = new Completions(jobs.body(), window);
    this.earlier = new EarlierSubmissions(jobs, board);
    this.submitter = new Submitter(jobs, board, window);
    this.results = new StoreWatch(jobs, board, completions, now);
    boolean asked = earlier.find();
    this.queue =
        new QueueWatch(
            jobs,
            board,
            results,
            completions,
            now + jobs.times().queue().toNanos() / (asked ? 1 : FIRST_QUESTION));
    this.progress = new ProgressWatch(jobs, board, now);
    this.cancellations = new Cancellations(jobs, board, results, completions);
  }

  /** Takes a run that has its place in the window. */
  void accept(SlurmRun run) {
    messages.add(
        () -> {
          arrivals = true;
          if (failure != null) {
            completions.fail(run, failure);
          } else if (!earlier.attach(run)) {
            board.waiting().add(run);
          }
          if (closing) {
            cancellations.ask(run, SlurmExecutor.CLOSED);
          }
        });
  }

  /** Cancels a run. */
  void cancel(SlurmRun run, String reason) {
    messages.add(() -> cancellations.ask(run, reason));
  }

  /** Cancels all runs; the thread ends once there are none. */
  void close() {
    messages.add(
        () -> {
          closing = true;
          board.waiting().forEach(run -> cancellations.ask(run, SlurmExecutor.CLOSED));
          board
              .openTasks()
              .forEach(
                  task -> task.open().forEach(run -> cancellations.ask(run, SlurmExecutor.CLOSED)));
        });
  }

  @Override
  public void run() {
    long waitNanos = 0;
    while (!closing || !board.isIdle() || !messages.isEmpty()) {
      try {
        takeMessages(waitNanos);
        waitNanos = step(System.nanoTime());
      } catch (InterruptedException e) {
        // Nobody else has this thread; it goes on to its end.
        waitNanos = 0;
      } catch (RuntimeException | Error e) {
        fail(e);
        waitNanos = TimeUnit.SECONDS.toNanos(1);
      }
    }
    for (Submission submission : board.submissions()) {
      try {
        end(submission);
      } catch (RuntimeException e) {
        LOG.warn("Job {} could not be cleared away.", submission.jobId(), e);
      }
    }
  }

  /** What nobody has asked for here goes on. */
  private void end(Submission submission) {
    if (submission.isWanted()) {
      cancellations.end(submission);
      clear(submission);
    } else {
      submission.release();
    }
  }

  private void takeMessages(long waitNanos) throws InterruptedException {
    Runnable message = messages.poll(waitNanos, TimeUnit.NANOSECONDS);
    while (message != null) {
      message.run();
      message = messages.poll();
    }
  }

  /** Does what is due; returns how long until something may be due again. */
  private long step(long nowNanos) {
    if (arrivals) {
      arrivals = false;
      lastArrivalNanos = nowNanos;
    }
    cancellations.apply(nowNanos);
    long toQuiet = lastArrivalNanos + jobs.times().quiet().toNanos() - nowNanos;
    if (submitter.isDue(toQuiet <= 0, nowNanos)) {
      lookForEarlier();
      submitter.submit(toQuiet <= 0, System.nanoTime());
    }
    submitter.widen();
    long wait = Math.min(results.lookIfDue(System.nanoTime()), queue.askIfDue(System.nanoTime()));
    wait = Math.min(wait, progress.lookIfDue(System.nanoTime()));
    clearEnded();
    if (board.openTasks().isEmpty()) {
      wait = jobs.times().store().toNanos();
    }
    wait = Math.min(wait, cancellations.nanosToNext(System.nanoTime()));
    return Math.max(0, toQuiet > 0 ? Math.min(wait, toQuiet) : wait);
  }

  /** Another controller may have died meanwhile, whose runs are asked for here now. */
  private void lookForEarlier() {
    if (earlier.find()) {
      List<SlurmRun> waiting = new ArrayList<>(board.waiting());
      board.waiting().clear();
      waiting.stream().filter(run -> !earlier.attach(run)).forEach(board.waiting()::addLast);
    }
  }

  private void clearEnded() {
    for (Iterator<Submission> all = board.submissions().iterator(); all.hasNext(); ) {
      Submission submission = all.next();
      if (submission.openTasks() == 0 && !earlier.expects(submission)) {
        all.remove();
        clear(submission);
      }
    }
  }

  private void clear(Submission submission) {
    try {
      if (submission.isHeld()) {
        submission.files().delete();
      }
      submission.release();
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The files of a submission cannot be deleted from %s: %s".formatted(jobs.root(), e),
          e);
    }
  }

  /** Ends all runs with a failure; the jobs are cancelled when the executor is closed. */
  private void fail(Throwable problem) {
    failure =
        problem instanceof MetalabException known
            ? known
            : new MetalabException(
                ErrorCode.INTERNAL, "The dispatcher of SLURM jobs failed: " + problem, problem);
    for (SlurmRun run : board.waiting()) {
      completions.fail(run, failure);
    }
    board.waiting().clear();
    for (ArrayTask task : board.openTasks()) {
      for (SlurmRun run : task.open()) {
        task.detach(run);
        completions.fail(run, failure);
      }
    }
  }
}
