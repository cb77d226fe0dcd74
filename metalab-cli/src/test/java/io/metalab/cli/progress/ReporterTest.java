package io.metalab.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Goal;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.cli.terminal.ColourMode;
import io.metalab.cli.terminal.Streams;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.run.FailureGroup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final StudyStart START =
      new StudyStart(
          "koopman:0.1",
          45,
          13,
          0,
          0,
          32,
          4,
          "./runs",
          "",
          new Goal("valid_loss", true),
          List.of("lr", "width"));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-20T16:02:11Z");

  @Test
  void aLogHasLinesForStartFailuresHalfTimeAndEnd() {
    ProgressReporter reporter = reporter(false, StandardCharsets.UTF_8);
    runHalf(reporter);
    reporter.end(end(3, "", ""));
    assertThat(told())
        .isEqualTo(
            """
            16:02:11Z run koopman:0.1 total=45 reused=13 todo=32 workers=4 store=./runs
            16:02:13Z fail 00000002 DivergedException "loss is NaN at step 812"
            16:02:27Z progress 16/32 ok=15 failed=1 running=0 eta=16s
            16:02:27Z end ok=15 failed=1 reused=13 wall=17s exit=3
            """);
  }

  @Test
  void theStartTellsWhatOtherStudiesAndOtherCodeHaveMade() {
    StudyStart start =
        new StudyStart("koopman:0.1", 45, 13, 5, 2, 32, 4, "./runs", "", Goal.NONE, List.of());
    reporter(false, StandardCharsets.UTF_8).begin(start);
    reporter(true, StandardCharsets.UTF_8).begin(start);
    assertThat(told())
        .isEqualTo(
            """
            16:02:11Z run koopman:0.1 total=45 reused=13 from_other_studies=5 stale=2 todo=32 workers=4 store=./runs
            koopman:0.1  45 runs  13 reused (5 from other studies, 2 by other code)  32 to run  4 workers
              store ./runs
            """);
  }

  @Test
  void aLogHasALineEveryMinute() {
    ProgressReporter reporter = reporter(false, StandardCharsets.UTF_8);
    reporter.begin(START);
    for (int i = 0; i < 125; i++) {
      now = now.plusSeconds(1);
      reporter.tick();
    }
    assertThat(told().lines().skip(1))
        .containsExactly(
            "16:03:11Z progress 0/32 ok=0 failed=0 running=0 eta=?",
            "16:04:11Z progress 0/32 ok=0 failed=0 running=0 eta=?");
  }

  @Test
  void aTerminalHasOneStatusLineThatIsDrawnAtMostTenTimesASecond() {
    ProgressReporter reporter = reporter(true, StandardCharsets.UTF_8);
    runHalf(reporter);
    int drawn = told().split("\r ", -1).length - 1;
    for (int i = 0; i < 100; i++) {
      now = now.plusMillis(10);
      reporter.tick();
    }
    assertThat(told().split("\r ", -1).length - 1 - drawn).isEqualTo(10);
    assertThat(told())
        .contains(
            "\r ██████████            16/32  ✓15 ✗1 ●0  0.94 runs/s  ETA 0:17"
                + "  best valid_loss 0.005 (00000001)\u001b[K");
  }

  @Test
  void aTerminalPrintsAFailureOnceAndGroupsThemAtTheEnd() {
    ProgressReporter reporter = reporter(true, StandardCharsets.UTF_8);
    runHalf(reporter);
    reporter.end(end(3, "", ""));
    assertThat(told())
        .containsOnlyOnce(
            "✗ 00000002  lr=0.1 rep=2  DivergedException: loss is NaN at step 812"
                + "   (metalab log 00000002)\n")
        .endsWith(
            """
            Done in 0:17.  ✓ 28 (13 reused)  ✗ 1
              2x DivergedException: loss is NaN at step <n>   Trainer.java:88   00000002
            """
                .replace("00000002\n", "00000002 ...\n"));
  }

  @Test
  void aTerminalEndsWithWhatToDoAboutFailures() {
    ProgressReporter reporter = reporter(true, StandardCharsets.UTF_8);
    runHalf(reporter);
    reporter.end(end(3, "", "metalab log 00000002"));
    assertThat(told()).endsWith("   00000002 ...\n  next: metalab log 00000002\n");
  }

  @Test
  void aLogHasNoNextLine() {
    ProgressReporter reporter = reporter(false, StandardCharsets.UTF_8);
    reporter.begin(START);
    reporter.end(end(3, "", "metalab log 00000002"));
    assertThat(told()).endsWith("exit=3\n").doesNotContain("metalab log");
  }

  @Test
  void signsAreWordsWhereTheCharsetHasNone() {
    ProgressReporter reporter = reporter(true, StandardCharsets.US_ASCII);
    runHalf(reporter);
    reporter.stopping(Duration.ofSeconds(30));
    reporter.end(end(130, "Interrupted", "metalab resume koopman"));
    assertThat(told())
        .contains(" #########...........  15/32  ok 14 FAIL 1 run 1  0.94 runs/s")
        .contains("FAIL 00000002  lr=0.1")
        .contains("stopping: 16 not started.\n")
        .contains("Interrupted: ok 28  FAIL 1  16 left.  Continue with: metalab resume koopman\n")
        .isASCII();
  }

  @Test
  void aRunThatIsRetriedIsNoFailure() {
    ProgressReporter reporter = reporter(false, StandardCharsets.UTF_8);
    reporter.begin(START);
    RunRecord failed = record(2, RunStatus.FAILED);
    reporter.onEvent(new RunEvent.Started(failed.runId(), 1, failed.params()));
    reporter.onEvent(new RunEvent.Finished(failed));
    reporter.onEvent(new RunEvent.Retrying(failed.runId(), 1, failed.error()));
    reporter.end(end(0, "", ""));
    assertThat(told()).doesNotContain("fail ").contains("end ok=0 failed=0");
  }

  private void runHalf(ProgressReporter reporter) {
    reporter.begin(START);
    for (int i = 1; i <= 16; i++) {
      now = now.plusSeconds(1);
      RunRecord record = record(i, i == 2 ? RunStatus.FAILED : RunStatus.SUCCESS);
      reporter.onEvent(new RunEvent.Started(record.runId(), 1, record.params()));
      reporter.onEvent(new RunEvent.Finished(record));
      reporter.tick();
    }
  }

  private static StudyEnd end(int exitCode, String why, String next) {
    FailureGroup group =
        new FailureGroup(
            "f",
            "DivergedException",
            "loss is NaN at step <n>",
            "Trainer.java:88",
            2,
            List.of(id(2)));
    return new StudyEnd(
        Duration.ofSeconds(17), exitCode, why, next, List.of(group), DerivedUpdate.NONE);
  }

  private static RunId id(int number) {
    return new RunId("%08x".formatted(number) + "0".repeat(56));
  }

  private static RunRecord record(int number, RunStatus status) {
    return RunRecord.builder()
        .runId(id(number))
        .status(status)
        .params(Params.of("lr", 0.1, "epochs", 3))
        .seeds(SeedBundle.of(42, 2))
        .metrics(Map.of("valid_loss", 0.005 * number))
        .error(
            status == RunStatus.FAILED
                ? RunError.of("DivergedException", "loss is NaN at step 812")
                : RunError.NONE)
        .build();
  }

  private ProgressReporter reporter(boolean tty, Charset charset) {
    Streams streams = new Streams(new ByteArrayOutputStream(), err, tty, tty, 100, charset);
    Terminal terminal = new Terminal(streams, ColourMode.NEVER, Map.of());
    return ProgressReporter.of(terminal, () -> now, false);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
