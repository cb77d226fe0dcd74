package io.metalab.cli.progress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.Goal;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.cli.Golden;
import io.metalab.cli.terminal.ColourMode;
import io.metalab.cli.terminal.Screen;
import io.metalab.cli.terminal.Streams;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.run.FailureGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a study shows while it runs on four workers, each run of which takes two seconds. */
class ReporterSessionsTest {
  private static final int WORKERS = 4;
  private static final int TODO = 32;
  private static final StudyStart START =
      new StudyStart(
          "ripples:0.1",
          45,
          13,
          0,
          0,
          TODO,
          WORKERS,
          "./runs",
          "",
          new Goal("misfit", true),
          List.of("rate", "width"));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-20T16:02:11Z");
  private int next;

  private ProgressReporter reporter(boolean terminal, int columns, Charset charset) {
    Streams streams =
        new Streams(new ByteArrayOutputStream(), err, terminal, terminal, columns, charset);
    return ProgressReporter.of(new Terminal(streams, ColourMode.NEVER, Map.of()), () -> now, false);
  }

  /** Runs go on in fours, the workers always busy, until this many are done. */
  private void runUntil(ProgressReporter reporter, int done) {
    for (; next < done; next++) {
      if (next % WORKERS == 0) {
        startFour(reporter);
        now = now.plusSeconds(2);
      }
      reporter.onEvent(new RunEvent.Finished(record(next, next == 5 || next == 14)));
    }
  }

  private void startFour(ProgressReporter reporter) {
    for (int i = next; i < Math.min(TODO, next + WORKERS); i++) {
      RunRecord record = record(i, false);
      reporter.onEvent(new RunEvent.Started(record.runId(), 1, record.params()));
    }
  }

  private static RunRecord record(int number, boolean failed) {
    return RunRecord.builder()
        .runId(id(number))
        .status(failed ? RunStatus.FAILED : RunStatus.SUCCESS)
        .params(Params.of("rate", 0.1, "width", 64))
        .seeds(SeedBundle.of(42, number % 5))
        .metrics(Map.of("misfit", 0.0002 / (1 + number)))
        .error(
            failed
                ? RunError.of("DivergedException", "misfit is NaN at step " + (812 + number))
                : RunError.NONE)
        .build();
  }

  private static RunId id(int number) {
    return new RunId("%08x".formatted(0x9f3c21d0L + 977L * number) + "0".repeat(56));
  }

  private StudyEnd end(int exitCode, String why, String next) {
    FailureGroup group =
        new FailureGroup(
            "f",
            "DivergedException",
            "misfit is NaN at step <n>",
            "Fit.java:88",
            2,
            List.of(id(5), id(14)));
    List<FailureGroup> failures = exitCode == 3 ? List.of(group) : List.of();
    return new StudyEnd(Duration.ofSeconds(17), exitCode, why, next, failures, DerivedUpdate.NONE);
  }

  private String screen() {
    return Screen.of(err.toString(UTF_8));
  }

  private void complete(ProgressReporter reporter) {
    runUntil(reporter, TODO);
    reporter.end(
        end(3, "", "metalab failures ripples  |  metalab resume ripples --only 9f3c34e5 --debug"));
  }

  private String underWay(ProgressReporter reporter) {
    reporter.begin(START);
    runUntil(reporter, 18);
    now = now.plusMillis(500);
    reporter.tick();
    return screen();
  }

  @Test
  void aTerminalShowsOneLineThatKeepsUpWithTheStudy() throws IOException {
    ProgressReporter reporter = reporter(true, 120, UTF_8);
    String underWay = underWay(reporter);
    complete(reporter);
    Golden.check("terminal", "--- after 18 runs\n" + underWay + "\n--- at the end\n" + screen());
  }

  @Test
  void aNarrowTerminalWithoutUnicodeShowsTheSame() throws IOException {
    ProgressReporter reporter = reporter(true, 40, StandardCharsets.US_ASCII);
    String underWay = underWay(reporter);
    complete(reporter);
    Golden.check(
        "terminal-narrow-ascii",
        "--- after 18 runs\n" + underWay + "\n--- at the end\n" + screen());
  }

  @Test
  void aLogHasLinesForStartFailuresHalfTimeAndEnd() throws IOException {
    ProgressReporter reporter = reporter(false, 0, UTF_8);
    reporter.begin(START);
    complete(reporter);
    Golden.check("log", screen());
  }

  @Test
  void anInterruptSaysWhatGoesOnAndHowToContinue() throws IOException {
    ProgressReporter reporter = reporter(true, 80, UTF_8);
    reporter.begin(START);
    runUntil(reporter, 4);
    startFour(reporter);
    reporter.stopping(Duration.ofSeconds(30));
    for (; next < 2 * WORKERS; next++) {
      reporter.onEvent(new RunEvent.Finished(record(next, false)));
    }
    reporter.end(end(130, "Interrupted", "metalab resume ripples"));
    Golden.check("interrupt", screen());
  }

  @Test
  void aSignalBeforeTheFirstRunIsToldOnceTheStudyHasBegun() throws IOException {
    ProgressReporter reporter = reporter(true, 80, UTF_8);
    reporter.stopping(Duration.ofSeconds(30));
    reporter.begin(START);
    reporter.end(end(143, "Terminated", "metalab resume ripples"));
    Golden.check("interrupt-at-once", screen());
  }
}
