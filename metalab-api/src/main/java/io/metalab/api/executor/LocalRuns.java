package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The runs in flight of an executor that executes them on threads of this process; safe for use by
 * many threads.
 *
 * <p>The executor accepts each run here and picks a thread and a moment to {@linkplain
 * LocalRun#execute execute} it; the window, timeouts, cancellation and the end are kept here.
 */
public final class LocalRuns implements AutoCloseable {
  private static final String CLOSED = "The executor was closed.";

  private final RunBody body;
  private final Consumer<LocalRun> withdrawn;
  private final ReentrantLock lock = new ReentrantLock();
  private final InFlight inFlight;
  private final Set<LocalRun> runs = new LinkedHashSet<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Creates a window of so many runs that the body executes.
   *
   * @throws IllegalArgumentException if the window is not at least 1
   */
  public LocalRuns(RunBody body, int window) {
    this(body, window, run -> {});
  }

  /**
   * Creates a window of so many runs that the body executes.
   *
   * @param withdrawn is told a run that was cancelled before it was executed, such as to take it
   *     from a queue
   * @throws IllegalArgumentException if the window is not at least 1
   */
  public LocalRuns(RunBody body, int window, Consumer<LocalRun> withdrawn) {
    if (window < 1) {
      throw new IllegalArgumentException("The window (%d) must be at least 1.".formatted(window));
    }
    this.body = requireNonNull(body, "body");
    this.withdrawn = requireNonNull(withdrawn, "withdrawn");
    this.inFlight = new InFlight(lock, window);
    this.timer = new ScheduledThreadPoolExecutor(1, LocalRuns::timerThread);
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Accepts a run; blocks while the window is full.
   *
   * @throws MetalabException with {@code CANCELLED} if this is closed or the thread interrupted
   */
  public LocalRun accept(RunPayload payload) {
    LocalRun run = new LocalRun(payload, this);
    lock.lock();
    try {
      inFlight.enter(payload.runId());
      runs.add(run);
      waiting.incrementAndGet();
    } finally {
      lock.unlock();
    }
    return run;
  }

  /**
   * Accepts no more runs, cancels those in flight, first those that wait so that none of them is
   * executed any more, and waits until the futures of all have completed; calling it again changes
   * nothing.
   */
  @Override
  public void close() {
    List<LocalRun> left = leftAtTheEnd();
    left.removeIf(run -> run.withdraw(CLOSED));
    left.forEach(run -> run.cancel(CLOSED));
    lock.lock();
    try {
      inFlight.awaitNone();
    } finally {
      lock.unlock();
    }
    timer.shutdownNow();
  }

  private List<LocalRun> leftAtTheEnd() {
    lock.lock();
    try {
      if (inFlight.isClosed()) {
        return new ArrayList<>();
      }
      inFlight.close();
      return new ArrayList<>(runs);
    } finally {
      lock.unlock();
    }
  }

  RunBody body() {
    return body;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  /** A run does not wait any longer. */
  void begun() {
    waiting.decrementAndGet();
  }

  /** A run does not wait any longer, and will not be executed. */
  void withdrawn(LocalRun run) {
    waiting.decrementAndGet();
    withdrawn.accept(run);
  }

  /** The future of a run has completed. */
  void leave(LocalRun run) {
    lock.lock();
    try {
      runs.remove(run);
      inFlight.leave(waiting.get() == 0);
    } finally {
      lock.unlock();
    }
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "metalab-timer");
    thread.setDaemon(true);
    return thread;
  }
}
