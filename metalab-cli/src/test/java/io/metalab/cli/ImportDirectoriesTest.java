package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run directories that programs made by themselves, taken into a store. */
class ImportDirectoriesTest {
  private static final String FIRST = "runs/2026-11-20T16-02-11-de-risk";
  private static final String SECOND = "runs/2026-11-20T16-05-00-full";

  @TempDir Path directory;

  @BeforeEach
  void writeRuns() throws IOException {
    write(
        FIRST + "/logs/train.log",
        """
        2026-11-20 16:02:11 | INFO | run starts
        2026-11-20 16:02:12 | INFO | metric {"epoch": 1, "loss": 0.5}
        2026-11-20 16:02:13 | WARNING | metric {"epoch": 2, "loss": NaN}
        2026-11-20 16:02:14 | INFO | metric {"final_loss": 0.25}
        """);
    write(FIRST + "/logs/eval.log", "2026-11-20 16:03:00 | INFO | metric {\"rmse\": 0.75}\n");
    write(FIRST + "/data/params.json", "{\"lr\": 0.1, \"layers\": [32, 32]}");
    write(FIRST + "/checkpoints/weights.csv", "1\n2\n");
    write(SECOND + "/logs/train.log", "16:05:01 | metric {\"final_loss\": 0.125}\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve("fit").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory.resolve("fit")).run(line);
  }

  private String id(String name) {
    return run("ls", "--where", "name == '%s'".formatted(name), "--cols", "id", "--format", "csv")
        .out()
        .lines()
        .skip(1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theyAreRunsWithParamsMetricsSeriesLogsAndArtifacts() {
    assertThat(run("import", FIRST, SECOND).out())
        .isEqualTo("fit-runs:1: 2 runs, 2 new\nnext: metalab ls fit-runs\n");
    assertThat(
            run(
                    "ls",
                    "fit-runs",
                    "--sort",
                    "run",
                    "--cols",
                    "status,run,name,lr,final_loss,rmse",
                    "--format",
                    "csv")
                .out()
                .lines())
        .containsExactly(
            "record.status,params.run,params.name,params.lr,metrics.final_loss,metrics.rmse",
            "success,2026-11-20T16-02-11-de-risk,de-risk,0.1,0.25,0.75",
            "success,2026-11-20T16-05-00-full,full,,0.125,");
    String run = id("de-risk");
    assertThat(run("artifact", "cat", run + ":checkpoints/weights.csv").out()).isEqualTo("1\n2\n");
    assertThat(run("log", run).out())
        .contains("INFO  [train] 2026-11-20 16:02:11 | INFO | run starts", "WARN  [train] ")
        .contains("[eval] 2026-11-20 16:03:00 | INFO | metric");
    assertThat(run("plot", "curves", run, "--metric", "loss", "-o", "loss.svg").exitCode())
        .isZero();
    assertThat(directory.resolve("fit/loss.data.csv")).content().contains("1,0.5");
  }

  @Test
  void asJsonTheCountsAreTold() {
    assertThat(run("import", FIRST, "--json").object("data"))
        .hasToString("{study=fit-runs:1, runs=1, new=1, reused=0, failed=0, dry_run=false}");
    assertThat(
            run("import", FIRST, SECOND, "--study", "other:2", "--dry-run", "--json")
                .object("data"))
        .hasToString("{study=other:2, runs=2, new=2, reused=0, failed=0, dry_run=true}");
  }

  @Test
  void aSecondImportTakesWhatIsNewAndADryRunNothing() {
    assertThat(run("import", SECOND, "--dry-run").out())
        .isEqualTo("fit-runs:1: 1 run, 1 would be new\n");
    assertThat(directory.resolve("fit/runs/.metalab")).doesNotExist();
    assertThat(run("import", SECOND).out()).startsWith("fit-runs:1: 1 run, 1 new\n");
    assertThat(run("import", FIRST, SECOND).out()).startsWith("fit-runs:1: 2 runs, 1 new\n");
  }

  @Test
  void aDirectoryThatHasChangedIsRefusedUntilItsRunIsRemoved() throws IOException {
    run("import", FIRST);
    write(FIRST + "/plots/loss_curve.svg", "<svg/>");
    CliRun.Outcome outcome = run("import", FIRST, SECOND);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: ")
        .contains(
            "de-risk was imported before and has changed since: plots/loss_curve.svg."
                + " Nothing was imported.\n")
        .containsPattern("hint: metalab rm [0-9a-f]{8} takes");
    assertThat(run("ls", "--count").out()).isEqualTo("1\n");
    assertThat(run("rm", "@last", "--yes").exitCode()).isZero();
    assertThat(run("import", FIRST, SECOND).out()).startsWith("fit-runs:1: 2 runs, 2 new\n");
    assertThat(run("artifact", "cat", id("de-risk") + ":plots/loss_curve.svg").out())
        .isEqualTo("<svg/>");
  }

  @Test
  void whatIsNoRunDirectoryIsRefusedBeforeAnythingIsImported() throws IOException {
    Files.createDirectories(directory.resolve("fit/runs/2026-11-20-notes"));
    assertThat(run("import", FIRST, "runs/2026-11-20-notes").err())
        .contains("it must be named YYYY-MM-DDTHH-MM-SS-NAME, with logs in it.");
    Files.createDirectories(directory.resolve("fit/runs/2026-11-20T10-00-00-x"));
    assertThat(run("import", "runs/2026-11-20T10-00-00-x").err()).contains("is no run directory");
    assertThat(run("import", FIRST, "runs/gone").err())
        .contains("runs/gone is neither an archive, whose name ends with .zip, nor a directory.");
    assertThat(run("import", FIRST, "study.zip").err()).contains("An archive is imported alone");
    assertThat(directory.resolve("fit/runs/.metalab")).doesNotExist();
  }

  @Test
  void paramsThatAreNoneAreNamedWithTheirFile() throws IOException {
    write(FIRST + "/data/params.json", "{\"lr\": }");
    assertThat(run("import", FIRST).err()).contains("data/params.json holds no params: ");
    write(FIRST + "/data/params.json", "{\"name\": \"other\"}");
    assertThat(run("import", FIRST).err())
        .contains("The param 'name' is taken from the name of the directory.");
  }

  @Test
  void directoriesOfSeveralExperimentsNeedANameAndTwoOfOneNameAreOneTooMany() throws IOException {
    Path other = directory.resolve("lab").resolve(FIRST);
    Files.createDirectories(other.resolve("logs"));
    assertThat(run("import", FIRST, other.toString()).err())
        .contains("--study NAME says which study they become");
    assertThat(run("import", FIRST, other.toString(), "--study", "both").err())
        .contains("have one name, and so would be one run.");
  }
}
