package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise to scripts. */
class ExitCodeTest {
  @TempDir Path directory;

  @BeforeEach
  void writeStudies() throws IOException {
    write("good.yaml", "{study: good, version: '1', operation: test.add, params: {a: 1}}");
    write(
        "bad.yaml",
        "{study: bad, version: '1', operation: test.add, params: {a: 3, fail_at: 3.5}}");
    write("wait.yaml", "{study: wait, version: '1', operation: test.wait}");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private int run(String... args) {
    return CliRun.in(directory).run(args).exitCode();
  }

  @Test
  void zeroWhenDone() {
    assertThat(run("run", "good.yaml")).isZero();
    assertThat(run("run", "good.yaml")).isZero();
    assertThat(run("verify")).isZero();
  }

  @Test
  void oneForWhatNobodyExpects() {
    CliRun.Outcome outcome =
        CliRun.in(directory)
            .clock(
                () -> {
                  throw new IllegalStateException("the clock is broken");
                })
            .run("doctor");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("the clock is broken").contains("--debug");
  }

  @Test
  void twoForWrongUsageAndInvalidStudies() throws IOException {
    write("invalid.yaml", "{study: s, version: '1', operation: test.add, params: {b: 1, a: x}}");
    assertThat(run("frobnicate")).isEqualTo(2);
    assertThat(run("run", "invalid.yaml")).isEqualTo(2);
    assertThat(run("run", "gone.yaml")).isEqualTo(2);
    assertThat(run("ls", "--where", "a ==")).isEqualTo(5);
    run("run", "good.yaml");
    assertThat(run("ls", "--where", "a ==")).isEqualTo(2);
  }

  @Test
  void threeWhenRunsFailedOrFailedBeforeAndWereLeftAlone() {
    assertThat(run("run", "bad.yaml")).isEqualTo(3);
    assertThat(run("resume")).isEqualTo(3);
    assertThat(run("run", "bad.yaml", "--skip-failed")).isEqualTo(3);
  }

  @Test
  void fourWhenTheStoreIsUnusable() throws IOException {
    run("run", "good.yaml");
    Path format = directory.resolve("runs/.metalab/format.json");
    Files.writeString(format, Files.readString(format).replace(":1,", ":99,"));
    assertThat(run("status")).isEqualTo(4);
    assertThat(run("verify")).isEqualTo(4);
    assertThat(run("run", "good.yaml")).isEqualTo(4);
  }

  @Test
  void fiveForWhatIsNotThere() {
    assertThat(run("status")).isEqualTo(5);
    run("run", "good.yaml");
    assertThat(run("show", "ffffffffffff")).isEqualTo(5);
    assertThat(run("resume", "gone")).isEqualTo(5);
  }

  @Test
  void oneHundredAndTwentyFourWhenTheTimeoutIsOver() {
    assertThat(run("run", "wait.yaml", "--timeout", "50ms")).isEqualTo(124);
  }

  @Test
  void oneHundredAndThirtyAndFortyThreeWhenStopped() {
    assertThat(stoppedBy(Signals.Kind.INTERRUPT)).isEqualTo(130);
    assertThat(stoppedBy(Signals.Kind.TERMINATE)).isEqualTo(143);
  }

  private int stoppedBy(Signals.Kind signal) {
    Signals signals =
        action -> {
          action.accept(signal);
          return () -> {};
        };
    return CliRun.in(directory)
        .signals(signals)
        .run("run", "wait.yaml", "--grace", "10ms")
        .exitCode();
  }

  @Test
  void helpListsThemAll() {
    assertThat(CliRun.in(directory).run("--help").out())
        .contains("Exit codes:", "  0 ", "  1 ", "  2 ", "  3 ", "  4 ", "  5 ")
        .contains("  124 ", "  130 ", "  143 ");
  }

  @Test
  void settingsReachTheRunsAndWrongOnesNameTheirOrigin() throws IOException {
    write(".metalab.toml", "[run]\nretries = 1");
    CliRun.in(directory).run("run", "bad.yaml");
    assertThat(CliRun.in(directory).run("ls", "--cols", "attempt", "--format", "tsv").out())
        .isEqualTo("record.attempt\n2\n");
    CliRun.Outcome wrong =
        CliRun.in(directory).with("METALAB_RUN_TIMEOUT", "soon").run("run", "good.yaml");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("error: The run.timeout (soon, from METALAB_RUN_TIMEOUT) must be a duration");
  }
}
