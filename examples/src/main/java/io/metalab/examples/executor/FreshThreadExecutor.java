package io.metalab.examples.executor;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;

/**
 * Executes each run on a thread that was started for it, so that nothing that a library keeps for
 * each thread outlives the run.
 */
final class FreshThreadExecutor implements Executor {
  private static final int RUNS_IN_FLIGHT_PER_WORKER = 16;

  private final FreshThreadExecutorProvider provider;
  private final int workers;
  private final Semaphore window;
  private final Set<FreshRun> inFlight = ConcurrentHashMap.newKeySet();
  private final FreshRun.Environment environment;
  private volatile boolean closed;

  FreshThreadExecutor(FreshThreadExecutorProvider provider, ExecutorConfig config, RunBody body) {
    this.provider = provider;
    this.workers =
        config.workers() == 0 ? Runtime.getRuntime().availableProcessors() : config.workers();
    this.window =
        new Semaphore(config.window() == 0 ? RUNS_IN_FLIGHT_PER_WORKER * workers : config.window());
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, FreshThreadExecutor::daemon);
    timer.prestartCoreThread();
    this.environment = new FreshRun.Environment(body, new Semaphore(workers, true), timer);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public int parallelism() {
    return workers;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    provider.check(ExecutorConfig.defaults(), payload.resources());
    try {
      window.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(ErrorCode.CANCELLED, "The submitter was interrupted.", e);
    }
    FreshRun run = new FreshRun(payload, environment);
    inFlight.add(run);
    var unused = run.completion().whenComplete((record, problem) -> leave(run));
    if (closed) {
      run.cancel("The executor is closed.");
      leave(run);
      throw new MetalabException(ErrorCode.CANCELLED, "The executor is closed.");
    }
    daemon(run).start();
    return run;
  }

  private void leave(FreshRun run) {
    if (inFlight.remove(run)) {
      window.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    inFlight.forEach(run -> run.cancel("The executor was closed."));
    for (FreshRun run : inFlight) {
      run.completion().handle((record, problem) -> record).join();
    }
    environment.timer().shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fresh");
    thread.setDaemon(true);
    return thread;
  }
}
