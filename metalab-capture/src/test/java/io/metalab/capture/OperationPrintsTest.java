package io.metalab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the lines go that a run prints, and those of others. */
class OperationPrintsTest {
  private static final String TIME = "2026-11-20T16:02:11.123Z ";

  private final CaptureHarness harness = new CaptureHarness();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream outside = new ByteArrayOutputStream();

  @BeforeEach
  void recordWhatIsPrintedOutside() {
    PrintStream recorder = new PrintStream(outside, true, StandardCharsets.ISO_8859_1);
    System.setOut(recorder);
    System.setErr(recorder);
  }

  @AfterEach
  void putBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private String outside() {
    return outside.toString(StandardCharsets.ISO_8859_1);
  }

  /** Prints as the operation of the harness's run does and ends the run. */
  private void print(Runnable operation) {
    try (OperationPrints prints = OperationPrints.capture();
        RunLog.Binding binding = harness.capture.runLog().bind()) {
      assertThat(List.of(prints, binding)).hasSize(2);
      operation.run();
      harness.capture.close();
    }
  }

  @Test
  void becomeEntriesOfTheRunsLogWithTheNameOfTheirStream() {
    print(
        () -> {
          System.out.println("one");
          System.err.println("two");
          harness.capture.log("three");
        });

    assertThat(harness.log())
        .isEqualTo(
            TIME
                + "INFO  [stdout] one\n"
                + TIME
                + "WARN  [stderr] two\n"
                + TIME
                + "INFO  [run] three\n");
    assertThat(outside()).isEmpty();
  }

  @Test
  void mayLackTheirEndAndComeByTheByte() {
    print(
        () -> {
          for (byte b : "höhe 3 µm".getBytes(StandardCharsets.UTF_8)) {
            System.out.write(b);
          }
        });

    assertThat(harness.log()).isEqualTo(TIME + "INFO  [stdout] höhe 3 µm\n");
  }

  @Test
  @SuppressWarnings("SystemOut")
  void areTheSameWhateverPrintsThem() {
    print(
        () -> {
          System.out.print(true);
          System.out.print('c');
          System.out.print(1);
          System.out.print(2L);
          System.out.print(0.5f);
          System.out.print(0.25);
          System.out.print(new char[] {'x', 'y'});
          System.out.print("text");
          System.out.print((Object) List.of(7));
          System.out.append('+').append("abc").append("abc", 1, 2);
          System.out.println();
          System.out.printf(Locale.ROOT, "%.2f|", 1.5).printf("%d", 3).println(true);
          System.out.println('c');
          System.out.println(1);
          System.out.println(2L);
          System.out.println(0.5f);
          System.out.println(0.25);
          System.out.println(new char[] {'x', 'y'});
          System.out.println("text");
          System.out.println((Object) List.of(7));
          System.out.writeBytes(new byte[] {'e', 'n', 'd'});
          System.out.flush();
          assertThat(System.out.checkError()).isFalse();
        });

    assertThat(harness.log().lines().map(line -> line.substring(line.indexOf(']') + 2)))
        .containsExactly(
            "truec120.50.25xytext[7]+abcb",
            "1.50|3true",
            "c",
            "1",
            "2",
            "0.5",
            "0.25",
            "xy",
            "text",
            "[7]",
            "end");
  }

  @Test
  void ofThreadsThatTheRunStartsAreTheRuns() {
    print(
        () -> {
          Thread thread = new Thread(() -> System.out.println("from a thread"));
          thread.start();
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(harness.log()).contains("[stdout] from a thread\n");
  }

  @Test
  void ofRunsAtTheSameTimeStayApart() {
    CaptureFactory factory =
        new CaptureFactory(harness.store, Serializers.of(List.of()), () -> Instant.EPOCH);
    RunCapture second = factory.open(CaptureHarness.RUN, 2, artifact -> {});
    print(
        () -> {
          System.out.print("first ");
          try (RunLog.Binding inner = second.runLog().bind()) {
            assertThat(inner).isNotNull();
            System.out.println("second run");
          }
          System.out.println("run");
        });
    second.close();

    assertThat(harness.log()).isEqualTo(TIME + "INFO  [stdout] first run\n");
    assertThat(harness.store.text(CaptureHarness.RUN, 2, StreamKey.Kind.LOG))
        .endsWith("INFO  [stdout] second run\n");
  }

  @Test
  void ofThreadsWithoutARunAndOfEndedRunsGoWhereTheyWent() {
    try (OperationPrints prints = OperationPrints.capture();
        RunLog.Binding binding = harness.capture.runLog().bind()) {
      assertThat(List.of(prints, binding)).hasSize(2);
      harness.capture.close();
      System.out.println("late é");
    }
    System.err.println("nobody's");

    assertThat(outside()).isEqualToNormalizingNewlines("late é\nnobody's\n");
    assertThat(harness.log()).isEmpty();
  }

  @Test
  void goOnAfterAnOperationHasClosedItsStream() {
    print(
        () -> {
          System.out.close();
          System.out.println("still here");
        });
    System.out.println("and here");

    assertThat(harness.log()).contains("still here");
    assertThat(outside()).contains("and here");
  }

  @Test
  void ofAFloodTheHeadAndTheTailAreKept() {
    String line = "x".repeat(1_000);
    int bytes = 10 << 20;
    print(
        () -> {
          for (int i = 0; i < bytes / line.length(); i++) {
            System.out.println(line);
          }
          System.out.println("the last line");
        });

    // 4 MiB, then 1 MiB: lines are counted with their times, at most 8 bytes too long.
    String log = harness.log();
    assertThat(log.length()).isBetween(5 * 1_000 * (1 << 10), 5 * 1_050 * (1 << 10));
    assertThat(log.lines().filter(entry -> entry.contains("[metalab] ")))
        .hasSize(2)
        .anyMatch(entry -> entry.contains("The log of this run is full"))
        .anyMatch(entry -> entry.endsWith("were left out."));
    assertThat(log.substring(log.length() - 30)).endsWith("[stdout] the last line\n");
  }

  @Test
  void failWithTheStore() {
    harness.store.failure = new MetalabException(ErrorCode.STORE_UNUSABLE, "disk full");

    assertThatThrownBy(() -> print(() -> System.err.println("boom"))).hasMessage("disk full");
    assertThatThrownBy(harness.capture::close).hasMessage("disk full");
  }

  @Test
  void areCapturedUntilTheLastOneIsClosed() {
    PrintStream before = System.out;
    OperationPrints first = OperationPrints.capture();
    PrintStream routed = System.out;
    OperationPrints second = OperationPrints.capture();
    assertThat(System.out).isSameAs(routed).isNotSameAs(before);
    first.close();
    first.close();
    assertThat(System.out).isSameAs(routed);
    second.close();
    assertThat(System.out).isSameAs(before);
  }

  @Test
  void leaveAStreamAloneThatSomebodyElseHasSetMeanwhile() {
    PrintStream other = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    OperationPrints prints = OperationPrints.capture();
    System.setOut(other);
    prints.close();
    assertThat(System.out).isSameAs(other);
  }
}
