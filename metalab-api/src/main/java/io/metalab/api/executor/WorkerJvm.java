package io.metalab.api.executor;

import java.util.List;

/**
 * How the JVMs are started that execute runs; executors without such JVMs ignore it.
 *
 * @param memoryBytes the most their heap may grow to, or 0 for the JVM's own choice
 * @param options further options of the {@code java} command, such as {@code -XX:+UseZGC}
 * @param recycleRuns after how many runs a JVM is replaced by a fresh one; 0 for never
 * @param recycleMemoryBytes at which size in memory, between two runs, a JVM is replaced by a fresh
 *     one; 0 for none
 */
public record WorkerJvm(
    long memoryBytes, List<String> options, int recycleRuns, long recycleMemoryBytes) {
  /** What Java does if it is told nothing. */
  public static final WorkerJvm DEFAULT = new WorkerJvm(0, List.of(), 0, 0);

  private static final long LEAST_MEMORY_BYTES = 2 << 20;

  public WorkerJvm {
    options = List.copyOf(options);
    if (memoryBytes != 0 && memoryBytes < LEAST_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "The worker memory (%d bytes) must be at least 2 MiB, the smallest heap of Java."
              .formatted(memoryBytes));
    }
    if (recycleRuns < 0 || recycleMemoryBytes < 0) {
      throw new IllegalArgumentException(
          "The runs (%d) and the memory (%d bytes) that recycle a worker must be at least 0."
              .formatted(recycleRuns, recycleMemoryBytes));
    }
    for (String option : options) {
      if (!option.startsWith("-")) {
        throw new IllegalArgumentException(
            "The worker option (%s) must start with '-', as in -XX:+UseZGC or -Dname=value."
                .formatted(option));
      }
    }
  }
}
