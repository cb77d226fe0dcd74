package io.metalab.executor.slurm;

import io.metalab.api.executor.PackingExecutor;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs payloads in the batch queue of a SLURM cluster.
 *
 * <p>Runs are gathered into job arrays of tasks that take some minutes each. The tasks execute and
 * commit into the store; this process only follows. If it dies, jobs stay in the queue, and a later
 * executor of the study on the same store takes them over.
 */
public final class SlurmExecutor implements PackingExecutor {
  /** The name of its provider. */
  public static final String NAME = "slurm";

  static final String CLOSED = "The executor was closed.";

  private final int workers;
  private final Optional<Resources> largest;
  private final Window window;
  private final Dispatcher dispatcher;
  private final AtomicBoolean closed = new AtomicBoolean();

  SlurmExecutor(SlurmJobs jobs, int window) {
    this.workers = jobs.workers() > 0 ? jobs.workers() : jobs.limits().tasksPerArray();
    this.largest = jobs.largest();
    this.window = new Window(window);
    this.dispatcher = new Dispatcher(jobs, this.window);
    dispatcher.start();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Returns how many tasks may run at once, as far as this study is concerned. */
  @Override
  public int parallelism() {
    return workers;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    largest.ifPresent(node -> NodeSizes.check(payload.resources(), node));
    window.enter(payload.runId());
    SlurmRun run = new SlurmRun(payload, dispatcher::cancel);
    dispatcher.accept(run);
    return run;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      window.close();
      dispatcher.close();
    }
    window.awaitEmpty();
    boolean interrupted = false;
    while (dispatcher.isAlive()) {
      try {
        dispatcher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
