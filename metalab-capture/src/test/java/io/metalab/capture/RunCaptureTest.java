package io.metalab.capture;

import static io.metalab.capture.CaptureHarness.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunCaptureTest extends RunCaptureFixture {
  @Nested
  class MetricsOfARun {
    @Test
    void keepsEachTypeAsItself() {
      capture.metric("loss", 0.25);
      capture.metric("count", 7L);
      capture.metric("converged", true);
      capture.metric("solver", "ridge");

      assertThat(capture.close().metrics())
          .containsExactly(
              entry("loss", 0.25),
              entry("count", 7L),
              entry("converged", true),
              entry("solver", "ridge"));
    }

    @Test
    void keepsNanAndInfinities() {
      capture.metric("a", Double.NaN);
      capture.metric("b", Double.NEGATIVE_INFINITY);
      capture.metrics(Map.of("c", Double.POSITIVE_INFINITY));

      assertThat(capture.close().metrics())
          .containsExactly(
              entry("a", Double.NaN),
              entry("b", Double.NEGATIVE_INFINITY),
              entry("c", Double.POSITIVE_INFINITY));
    }

    @Test
    void letsALaterValueReplaceAnEarlierOneInItsPlace() {
      capture.metric("a", 1.0);
      capture.metric("b", 2.0);
      capture.metric("a", "three");

      assertThat(capture.close().metrics()).containsExactly(entry("a", "three"), entry("b", 2.0));
    }

    @Test
    void takesEveryIntegerTypeAsLong() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("byte", (byte) 1);
      values.put("short", (short) 2);
      values.put("int", 3);
      values.put("long", 4L);
      capture.metrics(values);

      assertThat(capture.close().metrics().values()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void takesAllOrNoneOfSeveral() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("good", 1.0);
      values.put("bad", 2.0f);

      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metrics(values))
          .hasMessageContainingAll("bad", "java.lang.Float", "cast the float to double");
      assertThat(capture.close().metrics()).isEmpty();
    }

    @Test
    void refusesOtherTypesWithTheNameOfTheMetric() {
      for (Object value : List.of(1.5f, BigDecimal.ONE, 'c', new double[0], List.of())) {
        assertFails(ErrorCode.INVALID_VALUE, () -> capture.metrics(Map.of("m", value)))
            .hasMessageContaining("The metric m");
      }
      Map<String, Object> withNull = new LinkedHashMap<>();
      withNull.put("m", null);
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metrics(withNull))
          .hasMessageContaining("The metric m is null");
    }

    @Test
    void boundsIntegersAndTexts() {
      long max = (1L << 53) - 1;
      capture.metric("max", max);
      capture.metric("min", -max);
      capture.metric("text", "x".repeat(1_000));

      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric("n", max + 1));
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric("n", -max - 1));
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric("n", Long.MIN_VALUE));
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric("t", "x".repeat(1_001)));
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric("t", "\ud800"));
      assertThat(capture.close().metrics()).containsOnlyKeys("max", "min", "text");
    }

    @Test
    void refusesNamesThatPeopleCannotRead() {
      for (String name : List.of("", "  ", "a\nb", "x".repeat(201), "\udc00")) {
        assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric(name, 1.0));
        assertFails(ErrorCode.INVALID_VALUE, () -> capture.metrics(Map.of(name, 1.0)));
        assertFails(ErrorCode.INVALID_VALUE, () -> capture.metric(name, 1.0, 0));
      }
    }
  }

  @Nested
  class TimingsTagsAndNotes {
    @Test
    void addsDurationsOfOneName() {
      capture.timing("fit", Duration.ofMillis(20));
      Capture.Timer timer = capture.timing("fit");
      harness.advanceMillis(5);
      timer.close();
      harness.advanceMillis(100);
      timer.close();

      assertThat(capture.close().timings()).containsExactly(entry("fit", Duration.ofMillis(25)));
      assertThat(harness.capture.close().metrics()).isEmpty();
    }

    @Test
    void refusesANegativeDuration() {
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.timing("fit", Duration.ofMillis(-1)));
    }

    @Test
    void keepsTagsOnceAndNotesInOrder() {
      capture.tag("b");
      capture.tag("a");
      capture.tag("b");
      capture.note("first");
      capture.note("first");

      CapturedResults results = capture.close();
      assertThat(results.tags()).containsExactly("b", "a");
      assertThat(results.notes()).containsExactly("first", "first");
    }
  }

  @Nested
  class Closed {
    @Test
    void givesTheSameResultsAgain() {
      capture.metric("a", 1.0);

      assertThat(capture.close()).isSameAs(capture.close());
    }

    @Test
    void refusesWhateverComesLater() {
      Capture.Timer timer = capture.timing("t");
      CapturedResults results = capture.close();

      assertRefused(() -> capture.metric("a", 1.0));
      assertRefused(() -> capture.metrics(Map.of("a", 1.0)));
      assertRefused(() -> capture.metric("a", 1.0, 1));
      assertRefused(() -> capture.data("a", List.of()));
      assertRefused(() -> capture.artifact("a", "text"));
      assertRefused(() -> capture.file("a", Path.of("pom.xml")));
      assertRefused(() -> capture.log("late"));
      assertRefused(() -> capture.timing("a", Duration.ZERO));
      assertRefused(timer::close);
      assertRefused(() -> capture.tag("a"));
      assertRefused(() -> capture.note("a"));
      assertThat(results.metrics()).isEmpty();
      assertThat(harness.log()).isEmpty();
      assertThat(harness.store.info().sizeBytes()).isZero();
    }

    private void assertRefused(ThrowingCallable call) {
      assertFails(ErrorCode.CAPTURE_CLOSED, call).hasMessageContaining("5e5e5e5e");
    }
  }

  @Test
  void takesMetricsFromManyThreadsAtOnce() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int id = t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  capture.metric("m" + id + "." + i, i);
                  capture.metric("s" + id, i, i);
                  capture.timing("t", Duration.ofNanos(1));
                  capture.log("line");
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    CapturedResults results = capture.close();
    assertThat(results.metrics()).hasSize(4_000);
    assertThat(results.timings()).containsEntry("t", Duration.ofNanos(4_000));
    assertThat(harness.log().lines()).hasSize(4_000);
  }
}
