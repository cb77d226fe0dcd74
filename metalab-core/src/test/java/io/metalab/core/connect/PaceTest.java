package io.metalab.core.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");
  private static final RunError FAILURE = RunError.of("T", "no");

  private final Pace.Watch watch = new Pace.Watch(NOW);

  private void ran(RunStatus status, long secondsAgo, long seconds) {
    Instant finished = NOW.minusSeconds(secondsAgo);
    watch.add(
        RunRecord.builder()
            .status(status)
            .error(status == RunStatus.FAILED ? FAILURE : RunError.NONE)
            .started(finished.minusSeconds(seconds))
            .finished(finished)
            .build());
  }

  @Test
  void countsTheRunsOfTheLastMinute() {
    for (int i = 0; i < 30; i++) {
      ran(i % 3 == 0 ? RunStatus.FAILED : RunStatus.SUCCESS, 2L * i, 2);
    }
    ran(RunStatus.SUCCESS, 86_400, 1);
    Pace pace = watch.pace(1, 9);
    assertThat(pace.runsPerSecond()).isEqualTo(0.5, within(1e-12));
    assertThat(pace.remaining()).contains(Duration.ofSeconds(20));
  }

  @Test
  void countsFromTheStartOfAStudyYoungerThanAMinute() {
    ran(RunStatus.SUCCESS, 0, 10);
    ran(RunStatus.SUCCESS, 5, 5);
    assertThat(watch.pace(2, 4).runsPerSecond()).isEqualTo(0.2, within(1e-12));
  }

  @Test
  void takesTheMeanDurationWhereRunsTakeLongerThanAMinute() {
    ran(RunStatus.SUCCESS, 200, 300);
    ran(RunStatus.SUCCESS, 500, 500);
    Pace pace = watch.pace(4, 6);
    assertThat(pace.runsPerSecond()).isEqualTo(0.01, within(1e-12));
    assertThat(pace.remaining()).contains(Duration.ofSeconds(1000));
  }

  @Test
  void isUnknownBeforeARunHasEnded() {
    ran(RunStatus.CANCELLED, 1, 1);
    assertThat(watch.pace(2, 3)).isEqualTo(new Pace(0, Optional.empty()));
  }
}
