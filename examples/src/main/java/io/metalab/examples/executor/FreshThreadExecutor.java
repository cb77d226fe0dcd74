package io.metalab.examples.executor;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.LocalRun;
import io.metalab.api.executor.LocalRuns;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.concurrent.Semaphore;

/**
 * Executes each run on a thread that was started for it, so that nothing that a library keeps for
 * each thread outlives the run.
 */
final class FreshThreadExecutor implements Executor {
  private final ExecutorConfig config;
  private final int workers;
  private final Semaphore turns;
  private final LocalRuns runs;

  FreshThreadExecutor(ExecutorConfig config, RunBody body) {
    this.config = config;
    this.workers =
        config.workers() == 0 ? Runtime.getRuntime().availableProcessors() : config.workers();
    this.turns = new Semaphore(workers, true);
    this.runs = new LocalRuns(body, config.window() == 0 ? 16 * workers : config.window());
  }

  @Override
  public String name() {
    return FreshThreadExecutorProvider.NAME;
  }

  @Override
  public int parallelism() {
    return workers;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    new FreshThreadExecutorProvider().check(config, payload.resources());
    LocalRun run = runs.accept(payload);
    Thread thread = new Thread(() -> execute(run), "fresh");
    thread.setDaemon(true);
    thread.start();
    return run;
  }

  private void execute(LocalRun run) {
    turns.acquireUninterruptibly();
    run.execute(turns::release);
  }

  @Override
  public void close() {
    runs.close();
  }
}
