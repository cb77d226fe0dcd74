package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a study's session is.
 *
 * @param counts how many runs are where
 * @param runsPerSecond runs executed per second so far
 * @param remaining how long the rest takes at that rate, once there is a rate
 * @param finished whether it is over
 */
public record StudyStatus(
    RunCounts counts, double runsPerSecond, Optional<Duration> remaining, boolean finished) {
  public StudyStatus {
    requireNonNull(counts, "counts");
    requireNonNull(remaining, "remaining");
  }

  static StudyStatus of(RunCounts counts, Duration elapsed, boolean finished) {
    double seconds = elapsed.toNanos() / 1e9;
    double rate = seconds > 0 ? counts.executed() / seconds : 0;
    long left = counts.todo() + counts.running();
    Optional<Duration> remaining =
        rate > 0 ? Optional.of(Duration.ofMillis((long) (left / rate * 1_000))) : Optional.empty();
    return new StudyStatus(counts, rate, remaining, finished);
  }
}
