package io.metalab.executor.hazelcast;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that the state of a {@link Driver} belongs to. */
final class DriverThread implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(DriverThread.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, DriverThread::daemon);

  DriverThread() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Does a step later, after those that came before; drops it if the thread has ended. */
  @Override
  public void execute(Runnable step) {
    try {
      thread.execute(step);
    } catch (RejectedExecutionException e) {
      LOG.debug("An answer came after the end.", e);
    }
  }

  /**
   * Does a step as {@link #execute} does, but says so if the thread has ended.
   *
   * @throws RejectedExecutionException if it has ended
   */
  void executeOrRefuse(Runnable step) {
    thread.execute(step);
  }

  /** Does a step after a delay, unless the thread ends before or the step is cancelled. */
  Future<?> schedule(Duration delay, Runnable step) {
    return thread.schedule(step, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does what was asked before, then ends, at the latest when the patience is at its end. */
  void end(Duration patience) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "metalab-cluster");
    thread.setDaemon(true);
    return thread;
  }
}
