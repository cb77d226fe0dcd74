package io.metalab.executor;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.LocalRun;
import io.metalab.api.executor.LocalRuns;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;

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

  private static final int RUNS_IN_FLIGHT_PER_WORKER = 256;

  private final int workers;
  private final Capacity capacity;
  private final WorkQueue queue;
  private final LocalRuns runs;

  /** Opens an executor that hands each run to the body. */
  public static ThreadExecutor open(ExecutorConfig config, RunBody body) {
    ThreadExecutor executor = new ThreadExecutor(config, body);
    ClassLoader loader = contextClassLoader();
    for (int i = 1; i <= executor.workers; i++) {
      new Worker(executor, "metalab-worker-" + i, loader).start();
    }
    return executor;
  }

  private ThreadExecutor(ExecutorConfig config, RunBody body) {
    this.workers = Capacity.workers(config);
    this.capacity = Capacity.ofThreads(config);
    this.queue = new WorkQueue(capacity.resources());
    int window = config.window() == 0 ? RUNS_IN_FLIGHT_PER_WORKER * workers : config.window();
    this.runs = new LocalRuns(body, window, queue::withdraw);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int parallelism() {
    return workers;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    capacity.check(payload.resources());
    LocalRun run = runs.accept(payload);
    queue.put(run);
    return run;
  }

  @Override
  public void close() {
    queue.close();
    runs.close();
  }

  /** Executes the next run on the thread of a worker; returns whether the worker goes on. */
  boolean executeNext(Worker worker) {
    LocalRun run = queue.take();
    return run != null && run.execute(() -> over(run, worker));
  }

  private void over(LocalRun run, Worker worker) {
    queue.release(run.payload().resources());
    if (!Thread.currentThread().equals(worker)) {
      worker.replacement().start();
    }
  }

  private static ClassLoader contextClassLoader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
