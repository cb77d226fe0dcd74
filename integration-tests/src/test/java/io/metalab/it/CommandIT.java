package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands as operations, as real processes. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class CommandIT {
  @TempDir Path directory;

  private Outcome run(String script, String more, String... arguments) throws IOException {
    Files.writeString(directory.resolve("run.sh"), script);
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: shell
        version: "1"
        operation: {command: [bash, run.sh, "{i}"], inputs: [run.sh]}
        sweep: {grid: {i: [1, 2]}}
        """
            + more);
    String[] all = new String[arguments.length + 2];
    all[0] = "run";
    all[1] = "study.yaml";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return JavaProcess.metalab(directory, all);
  }

  @Test
  void exitCode75IsTriedAgainAndOtherCodesAreNot() throws IOException {
    Outcome outcome =
        run(
            """
            echo x >> tries.$1
            [ $1 = 2 ] && { echo broken >&2; exit 1; }
            [ $(wc -l < tries.1) = 3 ] || exit 75
            """,
            "run: {retries: 5}\n");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("CommandFailed \"exit code 1: broken\"");
    assertThat(directory.resolve("tries.1")).hasContent("x\nx\nx");
    assertThat(directory.resolve("tries.2")).hasContent("x");
    assertThat(JavaProcess.metalab(directory, "ls", "--where", "status == 'success'").out())
        .contains("success");
  }

  @Test
  void aTimeoutEndsTheWholeTreeAndFailsTheRun() throws IOException {
    Outcome outcome =
        run(
            """
            setsid sleep 600 & echo $! >> pids
            echo $$ >> pids
            trap 'echo told >> told' TERM
            sleep 600 & wait; sleep 600
            """,
            "run: {timeout: 1s, workers: 2}\n");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("fail ").contains("Timeout");
    assertThat(directory.resolve("told")).hasContent("told\ntold");
    for (String pid : Files.readAllLines(directory.resolve("pids"))) {
      assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void aProgramThatIsMissingIsOneErrorAndNoStore() throws IOException {
    Outcome outcome = run("", "", "-p", "i=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Files.writeString(
        directory.resolve("study.yaml"),
        Files.readString(directory.resolve("study.yaml")).replace("[bash,", "[bahs,"));
    Outcome missing = JavaProcess.metalab(directory, "run", "study.yaml", "-s", "other");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).startsWith("error: ").contains("'bahs'", "Did you mean 'bash'?");
    assertThat(directory.resolve("other")).doesNotExist();
  }

  @Test
  void aJavaScriptIsCompiledAndRunAsAProcess() throws IOException {
    Files.writeString(
        directory.resolve("Train.java"),
        """
        import java.nio.file.*;
        public class Train {
          public static void main(String[] args) throws Exception {
            char quote = '"';
            double twice = 2 * Double.parseDouble(args[0]);
            System.out.println("metric {" + quote + "twice" + quote + ": " + twice + "}");
            Files.writeString(Path.of(System.getenv("METALAB_OUT"), "a.txt"), args[0]);
          }
        }
        """);
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: script
        version: "1"
        operation: {script: Train.java, args: ["{x}"]}
        sweep: {grid: {x: [1, 4]}}
        """);
    Outcome outcome = JavaProcess.metalab(directory, "run", "study.yaml");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(JavaProcess.metalab(directory, "ls", "script", "--format", "csv").out())
        .contains(",8");
  }

  @Test
  void theStudiesOfTheDocumentsAreValid() {
    for (String name : new String[] {"shell.yaml", "sweeps.yaml"}) {
      String file = JavaProcess.ROOT.resolve("examples/study-yaml/" + name).toString();
      Outcome outcome = JavaProcess.metalab(directory, "run", file, "--limit", "2");
      assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, 130);
      assertThat(outcome.err()).contains("ok=2 failed=0");
    }
  }
}
