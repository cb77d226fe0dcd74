package io.metalab.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunRecord;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs payloads on threads of this process.
 *
 * <p>Each run holds the cpus, the memory and the GPUs it asks for; there are as many cpus as
 * processors or, if there are more, workers, as much memory as the heap may grow to, and the GPUs
 * that the configuration names. A run is given a number of GPUs; which ones it uses is its own
 * business. A run that is cancelled or reaches its timeout is told by its token; if it goes on, its
 * thread is interrupted, and if it goes on still, the run is given up and its thread replaced. A
 * thread starts each run without interrupt and with its own name and class loader; thread-local
 * values that an operation leaves behind stay with the thread.
 */
public final class ThreadExecutor implements Executor {
  /** The name of its provider. */
  public static final String NAME = "thread";

  private static final Logger LOG = LoggerFactory.getLogger(ThreadExecutor.class);
  private static final Duration INTERRUPT_AFTER = Duration.ofMillis(100);
  private static final int RUNS_IN_FLIGHT_PER_WORKER = 256;

  private final RunBody body;
  private final Capacity capacity;
  private final WorkQueue queue;
  private final ClassLoader loader;
  private final Worker[] workers;
  private final ScheduledThreadPoolExecutor timer;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Opens an executor that hands each run to the body. */
  public static ThreadExecutor open(ExecutorConfig config, RunBody body) {
    ThreadExecutor executor = new ThreadExecutor(config, body);
    for (Worker worker : executor.workers) {
      worker.start();
    }
    return executor;
  }

  private ThreadExecutor(ExecutorConfig config, RunBody body) {
    int count = Capacity.workers(config);
    int window = config.window() == 0 ? RUNS_IN_FLIGHT_PER_WORKER * count : config.window();
    this.body = requireNonNull(body, "body");
    this.capacity = Capacity.ofThreads(config);
    this.queue = new WorkQueue(window, capacity.resources());
    this.loader = contextClassLoader();
    this.timer = new ScheduledThreadPoolExecutor(1, ThreadExecutor::timerThread);
    this.timer.setRemoveOnCancelPolicy(true);
    this.workers = new Worker[count];
    for (int i = 0; i < count; i++) {
      workers[i] = new Worker(this, i, loader, () -> {});
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int parallelism() {
    return workers.length;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    capacity.check(payload.resources());
    ThreadTask task = new ThreadTask(payload, this::cancel);
    queue.put(task);
    return task;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      String reason = "The executor was closed.";
      queue.close().forEach(task -> completeUnstarted(task, reason));
      for (ThreadTask task : running()) {
        cancel(task, reason);
      }
    }
    queue.awaitEmpty();
    timer.shutdownNow();
  }

  /** Executes the next run on the thread of a worker; returns whether the worker goes on. */
  boolean executeNext(Worker worker) {
    ThreadTask task = queue.take();
    if (task == null) {
      return false;
    }
    task.begin(worker);
    worker.current(task);
    if (closed.get()) {
      cancel(task, "The executor was closed.");
    }
    Duration timeout = task.payload().timeout();
    if (!timeout.isZero()) {
      task.alarm(timer, timeout, () -> timeOut(task));
    }
    CompletableFuture<RunRecord> committed = start(() -> body.run(task.payload(), task.token()));
    if (task.end() == null) {
      return false;
    }
    worker.current(null);
    queue.release(task.payload().resources());
    settle(task, committed);
    return true;
  }

  private void cancel(ThreadTask task, String reason) {
    if (queue.withdraw(task)) {
      completeUnstarted(task, reason);
    } else {
      stop(task, RunBody.CANCELLED, reason);
    }
  }

  private void completeUnstarted(ThreadTask task, String reason) {
    cancelToken(task, reason);
    settle(task, start(() -> body.run(task.payload(), task.token())));
  }

  private void timeOut(ThreadTask task) {
    stop(
        task,
        RunBody.TIMEOUT,
        RunBody.TIMEOUT + ": the attempt took longer than " + text(task.payload().timeout()));
  }

  /** Returns a duration as study files write it, such as {@code 1m30s}. */
  private static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /** Tells a run to stop; interrupts it a little later; then gives it up. */
  private void stop(ThreadTask task, String type, String reason) {
    task.alarm(
        timer,
        INTERRUPT_AFTER,
        () -> {
          task.interrupt();
          task.alarm(timer, body.stopTime(), () -> abandon(task, type, reason));
        });
    cancelToken(task, reason);
  }

  private static void cancelToken(ThreadTask task, String reason) {
    try {
      task.cancelToken(reason);
    } catch (RuntimeException e) {
      LOG.warn("An action that run {} registered for its cancellation failed.", task.runId(), e);
    }
  }

  private void abandon(ThreadTask task, String type, String reason) {
    Worker stuck = task.end();
    if (stuck == null) {
      return;
    }
    LOG.warn("Run {} ignores its cancellation; its thread {} is given up.", task.runId(), stuck);
    queue.release(task.payload().resources());
    // On the new worker, since the store may block.
    Runnable first = () -> settle(task, start(() -> body.abandon(task.payload(), type, reason)));
    replace(new Worker(this, stuck.slot(), loader, first)).start();
  }

  private void settle(ThreadTask task, CompletableFuture<RunRecord> committed) {
    var unused =
        committed.whenComplete(
            (record, problem) -> {
              if (problem == null) {
                task.completion().complete(record);
              } else {
                task.completion().completeExceptionally(unwrapped(problem));
              }
              queue.leave();
            });
  }

  private static CompletableFuture<RunRecord> start(Supplier<CompletableFuture<RunRecord>> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable unwrapped(Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }

  private synchronized Worker replace(Worker worker) {
    workers[worker.slot()] = worker;
    return worker;
  }

  private synchronized List<ThreadTask> running() {
    List<ThreadTask> tasks = new ArrayList<>();
    for (Worker worker : workers) {
      ThreadTask task = worker.current();
      if (task != null) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private static ClassLoader contextClassLoader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "metalab-timer");
    thread.setDaemon(true);
    return thread;
  }
}
