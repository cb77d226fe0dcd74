package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that takes over what another one computed. */
class StoreReuseCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void runFirst() throws IOException {
    write("first", "[1, 2]", "experiment");
    write("second", "[1, 2, 3]", "store");
    assertThat(run("run", "first.yaml").exitCode()).isZero();
  }

  private void write(String name, String values, String reuse) throws IOException {
    Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        study: %s
        version: "1"
        operation:
          command: [sh, -c, 'echo made {a}; echo "metric {{\\"loss\\": {a}, \\"step\\": 1}}"; echo "metric {{\\"loss\\": 0, \\"step\\": 2}}"']
        sweep: {grid: {a: %s}}
        run: {reuse: %s}
        """
            .formatted(name, values, reuse));
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  @Test
  void aDryRunTellsWhatIsThereFromOtherStudies() {
    assertThat(run("run", "second.yaml", "--dry-run").out())
        .contains("= 3 runs:  1 new  2 reused  2 of the reused from other studies");
    assertThat(run("run", "second.yaml", "--dry-run", "--json").out())
        .contains("\"new\": 1,", "\"reused\": 2,", "\"from_other_studies\": 2,");
  }

  @Test
  void theStartOfARunDoesNotCountThemAsToBeExecuted() throws IOException {
    assertThat(run("run", "second.yaml").err())
        .contains("total=3 reused=2 from_other_studies=2 todo=1")
        .contains("end ok=1 failed=0 reused=2");
    write("third", "[1, 2]", "store");
    assertThat(run("run", "third.yaml").err())
        .contains("total=2 reused=2 from_other_studies=2 todo=0")
        .contains("end ok=0 failed=0 reused=2");
    assertThat(run("ls", "third", "--count").out()).isEqualTo("2\n");
  }

  @Test
  void aCopyShowsLogAndCurvesEvenWhenItsSourceIsGone() throws IOException {
    run("run", "second.yaml");
    run("rm", "first", "--yes");
    String copy =
        run("ls", "second", "--where", "params.a == 2", "--cols", "id", "--format", "csv")
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertThat(run("log", copy).out()).contains("made 2");
    assertThat(run("show", copy).out()).contains("note       reused from ");
    CliRun.Outcome plot = run("plot", "curves", copy, "-o", "curves.svg", "--json");
    assertThat(plot.exitCode()).as(plot.err()).isZero();
    assertThat(Files.readAllLines(directory.resolve("curves.data.csv"))).hasSizeGreaterThan(2);
  }
}
