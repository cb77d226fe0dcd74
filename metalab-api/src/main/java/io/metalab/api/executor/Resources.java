package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one run takes up; never part of an id.
 *
 * @param cpus number of processors; at least 1
 * @param memoryBytes bytes of memory, or 0 for no request
 * @param gpus number of GPUs, or 0 for none
 * @param time how long an attempt takes at most, which a batch system sets aside for it; zero for
 *     no request
 */
public record Resources(int cpus, long memoryBytes, int gpus, Duration time) {
  /** One processor and no other request. */
  public static final Resources DEFAULT = new Resources(1, 0);

  public Resources {
    requireNonNull(time, "time");
    if (cpus < 1) {
      throw new IllegalArgumentException("The cpus (%d) must be at least 1.".formatted(cpus));
    }
    if (memoryBytes < 0) {
      throw new IllegalArgumentException(
          "The memory (%d bytes) must be at least 0.".formatted(memoryBytes));
    }
    if (gpus < 0) {
      throw new IllegalArgumentException("The gpus (%d) must be at least 0.".formatted(gpus));
    }
    if (time.isNegative()) {
      throw new IllegalArgumentException("The time (%s) must be at least 0.".formatted(time));
    }
  }

  /** Creates a request for processors and memory alone. */
  public Resources(int cpus, long memoryBytes) {
    this(cpus, memoryBytes, 0, Duration.ZERO);
  }

  /** Returns this request for another number of processors. */
  public Resources withCpus(int newCpus) {
    return new Resources(newCpus, memoryBytes, gpus, time);
  }

  /** Returns this request for other memory. */
  public Resources withMemoryBytes(long newMemoryBytes) {
    return new Resources(cpus, newMemoryBytes, gpus, time);
  }

  /** Returns this request for another number of GPUs. */
  public Resources withGpus(int newGpus) {
    return new Resources(cpus, memoryBytes, newGpus, time);
  }

  /** Returns this request for another time. */
  public Resources withTime(Duration newTime) {
    return new Resources(cpus, memoryBytes, gpus, newTime);
  }
}
