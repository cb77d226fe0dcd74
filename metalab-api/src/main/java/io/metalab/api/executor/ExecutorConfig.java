package io.metalab.api.executor;

/**
 * How an executor is opened.
 *
 * @param workers how many runs it executes at once; 0 for one per processor
 * @param window how many runs may be in flight, running and waiting and being committed; 0 for the
 *     executor's choice
 * @param gpus how many GPUs of this machine its runs may hold at once; an executor that runs them
 *     elsewhere does not ask
 */
public record ExecutorConfig(int workers, int window, int gpus) {
  public ExecutorConfig {
    if (workers < 0) {
      throw new IllegalArgumentException("The workers (%d) must be at least 0.".formatted(workers));
    }
    if (window < 0) {
      throw new IllegalArgumentException("The window (%d) must be at least 0.".formatted(window));
    }
    if (gpus < 0) {
      throw new IllegalArgumentException("The gpus (%d) must be at least 0.".formatted(gpus));
    }
  }

  /** Creates the configuration of a machine whose GPUs are left alone. */
  public ExecutorConfig(int workers, int window) {
    this(workers, window, 0);
  }

  /** Returns one worker per processor, and no GPU. */
  public static ExecutorConfig defaults() {
    return new ExecutorConfig(0, 0);
  }
}
