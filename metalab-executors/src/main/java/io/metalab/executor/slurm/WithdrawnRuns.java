package io.metalab.executor.slurm;

import io.metalab.api.executor.RunFuture;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows which runs of a task the controller withdraws; cancels the one that is executed.
 *
 * <p>It looks again and again, for no file system tells a node what another one has written.
 */
final class WithdrawnRuns extends Thread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WithdrawnRuns.class);

  private final SubmissionDirectory files;
  private final int task;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, String> reasons = new HashMap<>();
  private Optional<String> reasonOfAll = Optional.empty();
  private int running = RunningFile.NONE;
  private @Nullable RunFuture future;

  WithdrawnRuns(SubmissionDirectory files, int task) {
    super("metalab-withdrawn");
    this.files = files;
    this.task = task;
    setDaemon(true);
  }

  /** Returns whether a run must not start. */
  boolean contains(int position) throws IOException {
    look();
    synchronized (this) {
      return reasonOfAll.isPresent() || reasons.containsKey(position);
    }
  }

  /**
   * Waits for a run, which is cancelled as soon as it is withdrawn.
   *
   * @throws Exception what kept its record out of the store
   */
  void follow(int position, RunFuture run) throws Exception {
    set(position, run);
    try {
      run.completion().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      set(RunningFile.NONE, null);
    }
  }

  private synchronized void set(int position, @Nullable RunFuture run) {
    running = position;
    future = run;
    cancelIfWithdrawn();
  }

  private void look() throws IOException {
    Map<Integer, String> withdrawn = files.withdrawnFrom(task);
    Optional<String> all = files.withdrawnAll();
    synchronized (this) {
      reasons.putAll(withdrawn);
      reasonOfAll = all;
    }
  }

  @Override
  public void run() {
    try {
      while (!closed.await(SlurmTask.LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        lookAndCancel();
      }
    } catch (InterruptedException e) {
      // Nobody else has this thread; it is at its end.
    }
  }

  private void lookAndCancel() {
    try {
      look();
    } catch (IOException e) {
      LOG.warn("It cannot be read which runs of task {} are withdrawn.", task, e);
    }
    synchronized (this) {
      cancelIfWithdrawn();
    }
  }

  private void cancelIfWithdrawn() {
    String reason = reasons.getOrDefault(running, reasonOfAll.orElse(""));
    if (future != null && (reasonOfAll.isPresent() || reasons.containsKey(running))) {
      future.cancel(reason);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
