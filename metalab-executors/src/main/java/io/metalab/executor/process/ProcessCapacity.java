package io.metalab.executor.process;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import java.time.Duration;

/** What the workers of this machine share, and what each has for itself. */
final class ProcessCapacity {
  private static final long MEBIBYTE = 1L << 20;

  private ProcessCapacity() {}

  /** Returns how many workers there are. */
  static int workers(ExecutorConfig config) {
    return config.workers() == 0 ? Runtime.getRuntime().availableProcessors() : config.workers();
  }

  /**
   * Returns what there is: as many cpus as processors or, if there are more, workers; the heap of
   * one worker; the GPUs that the configuration names. A worker whose heap is not configured gets
   * what Java gives it, as it did this process.
   */
  static Resources of(ExecutorConfig config) {
    Runtime runtime = Runtime.getRuntime();
    long heapBytes = config.workerJvm().memoryBytes();
    return new Resources(
        Math.max(workers(config), runtime.availableProcessors()),
        heapBytes == 0 ? runtime.maxMemory() : heapBytes,
        config.gpus(),
        Duration.ZERO);
  }

  /**
   * Refuses what a run can never have of it.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}
   */
  static void check(Resources wanted, Resources capacity) {
    if (wanted.cpus() > capacity.cpus()) {
      throw unsatisfiable(
          "%d cpus, but there are %d. Ask for fewer, or raise the workers to more than the"
              + " processors.",
          wanted.cpus(), capacity.cpus());
    }
    if (wanted.memoryBytes() > capacity.memoryBytes()) {
      throw unsatisfiable(
          "%d MiB of memory, but the heap of a worker has at most %d. Ask for less, or raise"
              + " run.worker_memory.",
          wanted.memoryBytes() / MEBIBYTE, capacity.memoryBytes() / MEBIBYTE);
    }
    if (wanted.gpus() > capacity.gpus()) {
      throw unsatisfiable(
          "%d gpus, but there are %d on this machine. Ask for fewer, or set run.available_gpus if"
              + " that number is wrong.",
          wanted.gpus(), capacity.gpus());
    }
  }

  private static MetalabException unsatisfiable(String message, long wanted, long capacity) {
    return new MetalabException(
        ErrorCode.UNSATISFIABLE, "Each run asks for " + message.formatted(wanted, capacity));
  }
}
