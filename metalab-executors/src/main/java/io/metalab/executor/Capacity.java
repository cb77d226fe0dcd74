package io.metalab.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import java.time.Duration;

/**
 * What the runs of an executor have on one machine.
 *
 * @param resources processors and GPUs that they share, and the heap that they share or that each
 *     worker has for itself
 * @param heap whose heap it is
 */
public record Capacity(Resources resources, Heap heap) {
  private static final long MEBIBYTE = 1L << 20;

  /** Whose heap the memory of runs is. */
  public enum Heap {
    /** Of this process, by all its runs. */
    PROCESS("this process", "-Xmx"),
    /** Of a worker process, by one run at a time. */
    WORKER("a worker", "run.worker_memory"),
    /** Of a member of a cluster, by all its runs. */
    MEMBER("a member", "the members' -Xmx");

    private final String owner;
    private final String setting;

    Heap(String owner, String setting) {
      this.owner = owner;
      this.setting = setting;
    }
  }

  public Capacity {
    requireNonNull(resources, "resources");
    requireNonNull(heap, "heap");
  }

  /** Returns how many workers a configuration means: by itself, one for each processor. */
  public static int workers(ExecutorConfig config) {
    return config.workers() == 0 ? Runtime.getRuntime().availableProcessors() : config.workers();
  }

  /**
   * Returns what threads of this process have: as many cpus as processors or, if there are more,
   * workers; as much memory as the heap may grow to; the GPUs that the configuration names.
   */
  public static Capacity ofThreads(ExecutorConfig config) {
    return of(config, Runtime.getRuntime().maxMemory(), Heap.PROCESS);
  }

  /**
   * Returns what worker processes of this machine have, as {@link #ofThreads}, but for the heap of
   * one worker. A worker whose heap is not configured gets what Java gives it, as it did this
   * process.
   */
  public static Capacity ofProcesses(ExecutorConfig config) {
    long heapBytes = config.workerJvm().memoryBytes();
    return of(config, heapBytes == 0 ? Runtime.getRuntime().maxMemory() : heapBytes, Heap.WORKER);
  }

  private static Capacity of(ExecutorConfig config, long heapBytes, Heap heap) {
    int cpus = Math.max(workers(config), Runtime.getRuntime().availableProcessors());
    return new Capacity(new Resources(cpus, heapBytes, config.gpus(), Duration.ZERO), heap);
  }

  /**
   * Refuses what a run can never have of it.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}
   */
  public void check(Resources wanted) {
    if (wanted.cpus() > resources.cpus()) {
      throw unsatisfiable(
          "%d cpus, but there are %d. Ask for fewer, or raise the workers to more than the processors."
              .formatted(wanted.cpus(), resources.cpus()));
    }
    if (wanted.memoryBytes() > resources.memoryBytes()) {
      throw unsatisfiable(
          "%d MiB of memory, but the heap of %s has at most %d. Ask for less, or raise %s."
              .formatted(
                  wanted.memoryBytes() / MEBIBYTE,
                  heap.owner,
                  resources.memoryBytes() / MEBIBYTE,
                  heap.setting));
    }
    if (wanted.gpus() > resources.gpus()) {
      throw unsatisfiable(
          "%d gpus, but there are %d on this machine. Ask for fewer, or set run.available_gpus if that number is wrong."
              .formatted(wanted.gpus(), resources.gpus()));
    }
  }

  private static MetalabException unsatisfiable(String message) {
    return new MetalabException(ErrorCode.UNSATISFIABLE, "Each run asks for " + message);
  }
}
