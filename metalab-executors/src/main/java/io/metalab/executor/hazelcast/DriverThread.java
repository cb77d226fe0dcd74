package io.metalab.executor.hazelcast;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that the state of a {@link Driver} belongs to. A step that fails is a defect; it
 * is told of, since runs may wait for what the step has not done.
 */
final class DriverThread implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(DriverThread.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, DriverThread::daemon);

  private final Consumer<Throwable> defects;

  /**
   * Creates the thread.
   *
   * @param defects is told, on the thread, what a step has failed by
   */
  DriverThread(Consumer<Throwable> defects) {
    this.defects = defects;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Does a step later, after those that came before; drops it if the thread has ended. */
  @Override
  public void execute(Runnable step) {
    try {
      thread.execute(guarded(step));
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
    thread.execute(guarded(step));
  }

  /** Does a step with what comes of an answer, when it has come. */
  <T> void whenDone(
      CompletableFuture<T> answer, BiConsumer<? super @Nullable T, @Nullable Throwable> step) {
    var unused =
        answer.whenComplete((value, problem) -> execute(() -> step.accept(value, problem)));
  }

  private Runnable guarded(Runnable step) {
    return () -> {
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        defects.accept(e);
      }
    };
  }

  /** Does a step after a delay, unless the thread ends before or the step is cancelled. */
  Future<?> schedule(Duration delay, Runnable step) {
    try {
      return thread.schedule(guarded(step), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("A step was put off beyond the end.", e);
      return CompletableFuture.completedFuture(null);
    }
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
