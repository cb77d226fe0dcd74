package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.Metalab;
import io.metalab.StudyBuilder;
import io.metalab.cli.signal.Signals;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final String STUDY =
      """
      study: sums
      version: "1"
      goal: {metric: sum, minimize: false}
      operation: test.add
      sweep:
        grid: {a: [1, 2, 3], b: [0.5, 1.5]}
      """;

  @TempDir Path directory;
  private CliRun cli = CliRun.in(Path.of(""));

  @BeforeEach
  void writeStudy() throws IOException {
    write("study.yaml", STUDY);
    write("failing.yaml", STUDY + "params: {fail_at: 3.5}\n");
    cli = CliRun.in(directory);
  }

  @Test
  void executesWhatIsNewAndReusesWhatIsDone() {
    assertThat(cli.run("run", "study.yaml", "-j", "1"))
        .isEqualTo(
            new CliRun.Outcome(
                0,
                "",
                """
                16:02:11Z run sums:1 total=6 reused=0 todo=6 workers=1 store=./runs
                16:02:11Z progress 3/6 ok=3 failed=0 running=R eta=?
                16:02:11Z end ok=6 failed=0 reused=0 wall=Ws exit=0
                """));
    assertThat(cli.run("run", "study.yaml", "-j", "1").err())
        .isEqualTo(
            """
            16:02:11Z run sums:1 total=6 reused=6 todo=0 workers=1 store=./runs
            16:02:11Z end ok=0 failed=0 reused=6 wall=Ws exit=0
            """);
  }

  @Test
  void tellsOfEachFailureAndExitsWithThree() {
    CliRun.Outcome outcome =
        cli.run("run", "failing.yaml", "-j", "1", "--only", "a == 3 || a == 2");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("run sums:1 total=4 reused=0 todo=4")
        .containsPattern("fail [0-9a-f]{8} IllegalStateException \"the sum is 2\"")
        .containsPattern("fail [0-9a-f]{8} IllegalStateException \"the sum is 3\"")
        .contains("end ok=2 failed=2 reused=0");
    assertThat(cli.run("run", "failing.yaml", "--skip-failed").err())
        .contains("total=6 reused=2 todo=2")
        .contains("end ok=2 failed=0 reused=2");
  }

  @Test
  void groupsFailuresAtTheEndOfATerminalSession() {
    assertThat(
            cli.onTerminal(100).with("NO_COLOR", "1").run("run", "failing.yaml", "-j", "1").err())
        .contains("✗ ")
        .contains("  IllegalStateException: the sum is 2   (metalab log ")
        .containsPattern("Done in 0:0\\d\\.  ✓ 4  ✗ 2\n")
        .containsPattern("  2x IllegalStateException: the sum is <n>   .*[0-9a-f]{8} [0-9a-f]{8}\n")
        .containsPattern(
            "  next: metalab failures sums  \\|  metalab resume sums --only [0-9a-f]{8} --debug\n");
  }

  @Test
  void saysWhatWouldRunWithoutMakingAStore() {
    CliRun.Outcome outcome = cli.run("run", "study.yaml", "--dry-run");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().replaceFirst("code [0-9a-f]{8} ", "code C "))
        .startsWith(
            """
            sums:1  test.add@2  code C  store ./runs
              grid a(3) x b(2) = 6 runs:  6 new  0 reused
            """)
        .containsPattern("\n  [0-9a-f]{8}  a=1 b=0.5\n");
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  @Test
  void startsNoMoreRunsThanTheLimit() {
    cli.run("run", "study.yaml", "--limit", "2", "-j", "1");
    assertThat(cli.run("ls", "--count").out()).isEqualTo("2\n");
    assertThat(cli.run("run", "study.yaml", "--dry-run").out()).contains("4 new  2 reused");
  }

  @Test
  void setsParametersFromTheCommandLine() {
    cli.run("run", "study.yaml", "-p", "a=7", "-p", "b=1,2,3");
    assertThat(cli.run("ls", "--cols", "a,b,sum", "--sort", "b", "--format", "csv").out())
        .isEqualTo("params.a,params.b,metrics.sum\r\n7,1,8\r\n7,2,9\r\n7,3,10\r\n");
  }

  @Test
  void executesDoneRunsAgainWhenForced() {
    cli.run("run", "study.yaml");
    assertThat(cli.run("run", "study.yaml", "--force").err()).contains("reused=0 todo=6");
  }

  @Test
  void resumesFromTheStoreAlone() throws IOException {
    cli.run("run", "study.yaml", "--limit", "2", "-j", "1");
    Files.delete(directory.resolve("study.yaml"));
    assertThat(cli.run("resume", "sums").err()).contains("total=6 reused=2 todo=4");
    assertThat(cli.run("resume").err()).contains("total=6 reused=6 todo=0");
  }

  @Test
  void runsAStudyThatAClassDeclaresAndResumesIt() {
    String name = Declared.class.getName();
    assertThat(cli.run("run", name, "--limit", "1", "-j", "1").err())
        .contains("run declared:2 total=2");
    assertThat(cli.run("resume", "declared").err()).contains("reused=1 todo=1");
    assertThat(cli.run("run", RunCommandTest.class.getName()).err())
        .contains("declares no study")
        .contains("public static io.metalab.StudyBuilder study()");
  }

  @Test
  void showsWhereAStudyFileIsWrong() throws IOException {
    write("wrong.yaml", STUDY.replace("a: [1, 2, 3]", "aa: [1, 2, 3]"));
    CliRun.Outcome outcome = cli.run("run", "wrong.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("wrong.yaml:6:10: ").contains("'aa'").contains("^^");
  }

  @Test
  void refusesFlagsThatExcludeEachOther() {
    assertThat(cli.run("run", "study.yaml", "--force", "--skip-failed").exitCode()).isEqualTo(2);
    assertThat(cli.run("run", "study.yaml", "--fail-fast", "--max-failures", "3").exitCode())
        .isEqualTo(2);
    assertThat(cli.run("run", "study.yaml", "--timeout", "soon").err())
        .contains("The --timeout (soon) must be a duration such as");
    assertThat(cli.run("run", "study.yaml", "--executor", "threads").err())
        .contains("Did you mean 'thread'?");
  }

  @Test
  void namesTheFileThatIsMissing() {
    CliRun.Outcome outcome = cli.run("run", "gone.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("There is no study file").contains("gone.yaml");
  }

  @Test
  void stopsAtTheTimeoutWithExitCode124() throws IOException {
    write("slow.yaml", STUDY.replace("test.add", "test.wait"));
    CliRun.Outcome outcome = cli.run("run", "slow.yaml", "--timeout", "50ms", "--json");
    assertThat(outcome.exitCode()).isEqualTo(124);
    assertThat(outcome.err()).contains("continue: metalab resume sums");
    assertThat(Json.parseObject(outcome.out())).containsEntry("ok", false);
    Map<String, ?> error = outcome.object("error");
    assertThat(error.get("code")).isEqualTo("timeout");
    assertThat(error.get("message")).isEqualTo("The study sums:1 timed out before its end.");
    assertThat(error.get("hint")).isEqualTo("metalab resume sums");
    assertThat(error.get("retryable")).isEqualTo(true);
    Map<String, ?> details = CliRun.Outcome.object(error, "details");
    assertThat(details.get("stopped_by")).isEqualTo("timed out");
    assertThat(details.get("ok")).isEqualTo(0L);
    assertThat(details.get("total")).isEqualTo(6L);
  }

  @Test
  void anInterruptedStudyIsNoSuccess() throws IOException {
    write("slow.yaml", STUDY.replace("test.add", "test.wait"));
    Signals interrupted =
        listener -> {
          listener.accept(Signals.Kind.INTERRUPT);
          return () -> {};
        };
    CliRun.Outcome outcome =
        cli.signals(interrupted).run("run", "slow.yaml", "--grace", "10ms", "--json");
    assertThat(outcome.exitCode()).isEqualTo(130);
    assertThat(Json.parseObject(outcome.out())).containsEntry("ok", false);
    assertThat(outcome.object("error").get("code")).isEqualTo("interrupted");
    assertThat(outcome.object("error").get("hint")).isEqualTo("metalab resume sums");
    assertThat(cli.signals(Signals.none()).run("run", "slow.yaml", "--timeout", "1ms").out())
        .isEmpty();
  }

  /** Declares a study in Java. */
  public static final class Declared {
    /** Returns the study. */
    public static StudyBuilder study() {
      return Metalab.study("declared", "2").operation("test.add").grid("a", List.of(1, 2));
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
