package io.metalab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Capture.LogLevel;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.StreamKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunLogTest {
  private final CaptureHarness harness = new CaptureHarness();
  private final RunLog log = harness.capture.runLog();

  @Test
  void writesTimeLevelLoggerAndMessage() {
    harness.capture.log("starting");
    harness.advanceMillis(877);
    log.append(LogLevel.WARN, "com.acme.Solver", "slow", null);
    harness.capture.close();

    assertThat(harness.log())
        .isEqualTo(
            """
            2026-11-20T16:02:11.123Z INFO  [run] starting
            2026-11-20T16:02:12.000Z WARN  [com.acme.Solver] slow
            """);
  }

  @Test
  void indentsFurtherLinesAndTheStackTrace() {
    Exception cause = new IllegalStateException("broken");
    log.append(LogLevel.ERROR, "x", "first\r\nsecond\n", cause);

    assertThat(harness.log().lines().toList())
        .startsWith(
            "2026-11-20T16:02:11.123Z ERROR [x] first",
            "    second",
            "    java.lang.IllegalStateException: broken")
        .allMatch(line -> line.startsWith("2026-") || line.startsWith("    "));
    assertThat(harness.log()).contains("    \tat io.metalab.capture.RunLogTest").endsWith("\n");
  }

  @Test
  void appendsAtAWarningAtAnAgeAndWhenThereIsMuch() {
    harness.capture.log("buffered");
    assertThat(harness.log()).isEmpty();

    harness.capture.log(LogLevel.WARN, "urgent");
    assertThat(harness.log().lines()).hasSize(2);

    harness.capture.log("buffered");
    harness.advanceMillis(1_000);
    harness.capture.log("older than a second");
    assertThat(harness.log().lines()).hasSize(4);

    harness.capture.log("x".repeat(9_000));
    assertThat(harness.log().lines()).hasSize(5);
  }

  @Test
  void takesNothingOnceTheRunHasEnded() {
    harness.capture.close();

    assertThat(log.append(LogLevel.INFO, "x", "late", null)).isFalse();
    assertThat(harness.log()).isEmpty();
  }

  @Test
  void isApartFromTheLogsOfOtherAttempts() {
    CaptureFactory factory =
        new CaptureFactory(
            harness.store, Serializers.of(List.of()), () -> Instant.ofEpochSecond(0));
    RunCapture second = factory.open(CaptureHarness.RUN, 2, artifact -> {});
    harness.capture.log("first attempt");
    second.log("second attempt");
    harness.capture.close();
    second.close();

    assertThat(harness.log()).contains("first attempt").doesNotContain("second attempt");
    assertThat(harness.store.text(CaptureHarness.RUN, 2, StreamKey.Kind.LOG))
        .isEqualTo("1970-01-01T00:00:00.000Z INFO  [run] second attempt\n");
  }

  @Test
  void failsWithTheStore() {
    harness.store.failure = new MetalabException(ErrorCode.STORE_UNUSABLE, "disk full");

    assertThatThrownBy(() -> log.append(LogLevel.ERROR, "x", "boom", null)).hasMessage("disk full");
    assertThatThrownBy(harness.capture::close).hasMessage("disk full");
  }

  @Nested
  class Bound {
    @AfterEach
    void leavesTheThreadUnbound() {
      assertThat(RunLog.current()).isEmpty();
    }

    @Test
    void isCurrentUntilTheBindingIsClosed() {
      RunLog inner = new CaptureHarness().capture.runLog();
      try (RunLog.Binding first = log.bind()) {
        assertThat(first).isNotNull();
        try (RunLog.Binding second = inner.bind()) {
          assertThat(second).isNotNull();
          assertThat(RunLog.current()).containsSame(inner);
        }
        assertThat(RunLog.current()).containsSame(log);
      }
    }

    @Test
    void isInheritedByThreadsThatTheRunStarts() throws InterruptedException {
      AtomicReference<Optional<RunLog>> seen = new AtomicReference<>(Optional.empty());
      try (RunLog.Binding binding = log.bind()) {
        assertThat(binding).isNotNull();
        Thread thread = new Thread(() -> seen.set(RunLog.current()));
        thread.start();
        thread.join();
      }
      assertThat(seen.get()).containsSame(log);
    }

    @Test
    void isNoLongerCurrentOnceItsRunHasEnded() {
      try (RunLog.Binding binding = log.bind()) {
        assertThat(binding).isNotNull();
        harness.capture.close();
        assertThat(RunLog.current()).isEmpty();
      }
    }
  }
}
