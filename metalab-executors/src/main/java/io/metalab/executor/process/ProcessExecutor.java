package io.metalab.executor.process;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.StateStore;
import io.metalab.executor.Capacity;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs payloads in JVMs of their own on this machine, one run at a time in each; this process keeps
 * the store.
 *
 * <p>A worker that exits, is killed, runs out of memory or faults in native code costs the run that
 * it executes, and is replaced; the runs that it was handed and had not started go to others. A run
 * that is cancelled or reaches its timeout is told by its token, then interrupted; if it goes on,
 * its worker is ended. Workers are started when there is work for them, and end when this process
 * does, however that ends.
 *
 * <p>Each run holds the cpus and the GPUs it asks for; there are as many cpus as processors or, if
 * there are more, workers. The memory it asks for must fit into a worker.
 */
public final class ProcessExecutor implements Executor {
  /** The name of its provider. */
  public static final String NAME = "process";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessExecutor.class);
  private static final int RUNS_IN_FLIGHT_PER_WORKER = 1_024;
  private static final long TICK_MILLIS = 10;

  private final Workers pool;
  private final Capacity capacity;
  private final List<WorkerSlot> slots;
  private final WorkerLaunch launch;
  private final ScheduledThreadPoolExecutor supervisor;
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * Opens an executor; its first worker is started with the first run.
   *
   * @throws MetalabException with {@code NOT_LOADABLE} if workers cannot make the operation
   */
  public static ProcessExecutor open(ExecutorConfig config, RunBody body) {
    RemotableBody remotable = RemotableBody.of(body);
    ProcessExecutor executor = new ProcessExecutor(config, remotable);
    executor.slots.forEach(WorkerSlot::start);
    return executor;
  }

  private ProcessExecutor(ExecutorConfig config, RemotableBody body) {
    int count = Capacity.workers(config);
    int window = config.window() == 0 ? RUNS_IN_FLIGHT_PER_WORKER * count : config.window();
    this.capacity = Capacity.ofProcesses(config);
    boolean keepsStates = body.store() instanceof StateStore;
    WorkerSetup setup = new WorkerSetup(body.store().locator(), keepsStates, body.manifest());
    this.launch = new WorkerLaunch(config.workerJvm());
    this.pool = new Workers(body, config.workerJvm(), new TaskQueue(window, capacity.resources()));
    this.slots =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                place ->
                    new WorkerSlot(
                        pool,
                        place,
                        generation ->
                            WorkerConnection.open(
                                "worker %d.%d".formatted(place, generation), launch, setup, pool)))
            .toList();
    this.supervisor = new ScheduledThreadPoolExecutor(1, ProcessExecutor::supervisorThread);
    var unused =
        supervisor.scheduleWithFixedDelay(
            this::supervise, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int parallelism() {
    return slots.size();
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    capacity.check(payload.resources());
    pool.requireUsable();
    ProcessTask task = new ProcessTask(payload, this::cancel);
    pool.queue().put(task);
    return task;
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      pool.close();
      for (WorkerProcess worker : workers()) {
        worker.tasks().forEach(task -> task.cancel(Pool.CLOSED));
      }
    }
    pool.queue().awaitEmpty();
    launch.abort();
    slots.forEach(WorkerSlot::awaitEnd);
    supervisor.shutdownNow();
  }

  private void cancel(ProcessTask task) {
    if (pool.queue().withdraw(task)) {
      pool.completions().unstarted(task, requireNonNull(task.cancelled()));
    } else {
      workers().forEach(worker -> worker.cancel(task));
    }
  }

  private void supervise() {
    for (WorkerProcess worker : workers()) {
      try {
        worker.supervise();
      } catch (RuntimeException e) {
        LOG.warn("A worker could not be looked after.", e);
      }
    }
  }

  private List<WorkerProcess> workers() {
    return slots.stream().map(WorkerSlot::worker).filter(worker -> worker != null).toList();
  }

  private static Thread supervisorThread(Runnable task) {
    Thread thread = new Thread(task, "metalab-supervisor");
    thread.setDaemon(true);
    return thread;
  }
}
