package io.metalab.api.executor;

/**
 * How an executor is opened.
 *
 * @param workers how many runs it executes at once; 0 for one per processor
 * @param window how many runs may be in flight, running and waiting and being committed; 0 for the
 *     executor's choice
 */
public record ExecutorConfig(int workers, int window) {
  public ExecutorConfig {
    if (workers < 0) {
      throw new IllegalArgumentException("The workers (%d) must be at least 0.".formatted(workers));
    }
    if (window < 0) {
      throw new IllegalArgumentException("The window (%d) must be at least 0.".formatted(window));
    }
  }

  /** Returns one worker per processor. */
  public static ExecutorConfig defaults() {
    return new ExecutorConfig(0, 0);
  }
}
