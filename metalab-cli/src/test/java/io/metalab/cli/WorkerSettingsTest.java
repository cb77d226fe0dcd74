package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What flags, variables and studies say of worker processes. */
@Timeout(60)
class WorkerSettingsTest {
  private static final String STUDY =
      """
      study: sums
      version: "1"
      operation: test.add
      sweep: {grid: {a: [1]}}
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    study(STUDY);
  }

  private void study(String text) throws IOException {
    Files.writeString(directory.resolve("study.yaml"), text);
  }

  private String error(CliRun cli, String... arguments) {
    CliRun.Outcome outcome = cli.run(arguments);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(directory.resolve("runs")).doesNotExist();
    return outcome.err();
  }

  @Test
  void aSizeThatIsNoneNamesItsOriginAndTheRule() {
    assertThat(error(CliRun.in(directory), "run", "study.yaml", "--worker-memory", "much"))
        .startsWith(
            "error: The run.worker_memory (much, from --worker-memory) must be a size such as"
                + " 512MiB or 2GiB.");
    assertThat(
            error(CliRun.in(directory).with("METALAB_RECYCLE_MEMORY", "1g"), "run", "study.yaml"))
        .startsWith("error: The run.recycle_memory (1g, from METALAB_RECYCLE_MEMORY)");
  }

  @Test
  void aHeapThatNoJavaHasIsRefused() {
    assertThat(error(CliRun.in(directory), "run", "study.yaml", "--worker-memory", "1KiB"))
        .contains("The worker memory (1024 bytes) must be at least 2 MiB");
  }

  @Test
  void anOptionThatIsNoneIsRefusedWithItsPlace() throws IOException {
    assertThat(
            error(
                CliRun.in(directory).with("METALAB_WORKER_OPTIONS", "-Xss4m UseZGC"),
                "run",
                "study.yaml"))
        .contains("The worker option (UseZGC) must start with '-'");
    study(STUDY + "run: {worker_options: [UseZGC]}\n");
    assertThat(error(CliRun.in(directory), "run", "study.yaml"))
        .contains("study.yaml:5", "The worker option (UseZGC) must start with '-'");
  }

  @Test
  void threadsDoWithoutThem() throws IOException {
    study(STUDY + "run: {worker_memory: 1GiB, worker_options: [\"-Dname=a b\"]}\n");
    assertThat(CliRun.in(directory).run("run", "study.yaml").exitCode()).isZero();
  }
}
