package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an executor is opened.
 *
 * @param workers how many runs it executes at once; 0 for one per processor
 * @param window how many runs may be in flight, running and waiting and being committed; 0 for the
 *     executor's choice
 * @param gpus how many GPUs of this machine its runs may hold at once; an executor that runs them
 *     elsewhere does not ask
 * @param workerJvm how the JVMs are started that execute runs
 * @param settings JSON values that this executor alone knows, by name; its provider refuses a name
 *     or value that it does not know
 */
public record ExecutorConfig(
    int workers, int window, int gpus, WorkerJvm workerJvm, Map<String, Object> settings) {
  public ExecutorConfig {
    requireNonNull(workerJvm, "workerJvm");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
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

  /** Creates a configuration without anything special, of a machine whose GPUs are left alone. */
  public ExecutorConfig(int workers, int window) {
    this(workers, window, 0);
  }

  /** Creates a configuration without anything special. */
  public ExecutorConfig(int workers, int window, int gpus) {
    this(workers, window, gpus, WorkerJvm.DEFAULT, Map.of());
  }

  /** Returns one worker per processor, and no GPU. */
  public static ExecutorConfig defaults() {
    return new ExecutorConfig(0, 0);
  }
}
