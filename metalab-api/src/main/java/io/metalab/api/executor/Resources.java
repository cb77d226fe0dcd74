package io.metalab.api.executor;

/**
 * What one run takes up; never part of an id.
 *
 * @param cpus number of processors; at least 1
 * @param memoryBytes bytes of memory, or 0 for no request
 */
public record Resources(int cpus, long memoryBytes) {
  /** One processor and no request for memory. */
  public static final Resources DEFAULT = new Resources(1, 0);

  public Resources {
    if (cpus < 1) {
      throw new IllegalArgumentException("The cpus (%d) must be at least 1.".formatted(cpus));
    }
    if (memoryBytes < 0) {
      throw new IllegalArgumentException(
          "The memory (%d bytes) must be at least 0.".formatted(memoryBytes));
    }
  }
}
