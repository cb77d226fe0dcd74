package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that the README starts with, as real processes. */
class SunspotsIT {
  private static final String STUDY = ROOT.resolve("examples/sunspots/study.yaml").toString();

  @TempDir Path directory;

  @Test
  void runsOnceWhetherDeclaredInYamlOrInJava() throws IOException {
    Outcome first = JavaProcess.metalab(directory, "run", STUDY);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).contains("total=540 reused=0 todo=540").contains("end ok=540 failed=0");

    Outcome second = JavaProcess.metalab(directory, "run", STUDY);
    assertThat(second.exitCode()).isZero();
    assertThat(second.err()).contains("total=540 reused=540 todo=0");

    Files.createDirectories(directory.resolve("examples/sunspots"));
    Files.copy(
        ROOT.resolve("examples/sunspots/sunspots_yearly.csv"),
        directory.resolve("examples/sunspots/sunspots_yearly.csv"));
    Outcome java = JavaProcess.java(directory, List.of("io.metalab.examples.sunspots.Sunspots"));
    assertThat(java.exitCode()).as(java.err()).isZero();
    assertThat(java.err()).contains("total=540 reused=540 todo=0");

    checkFigures();
    checkIdentityByHand();
    checkTheStudyOfItsForecasts();
  }

  /** The errors of the best models lie where a model of the eleven-year cycle must put them. */
  private void checkFigures() {
    Outcome best =
        JavaProcess.metalab(
            directory,
            "ls",
            "sunspots",
            "--group-by",
            "p,h",
            "--sort",
            "rmse",
            "--limit",
            "1",
            "--format",
            "csv");
    assertThat(best.exitCode()).as(best.err()).isZero();
    String[] lines = best.out().strip().split("\r?\n");
    assertThat(lines).hasSize(2);
    // One year ahead is easiest, and two lags cannot see the cycle's asymmetry.
    String row = lines[1];
    assertThat(row).matches("(9|12),1,.*");
  }

  /** The id is what sha256sum makes of the identity that jq prints. */
  private void checkIdentityByHand() {
    String script =
        """
        line=$(grep -hm1 '"status":"success"' runs/.metalab/segments/*.jsonl | head -n 1)
        printf %s "$line" | jq -r .id
        printf %s "$line" | jq -rj .identity | sha256sum
        """;
    Outcome hash = JavaProcess.run(directory, List.of("bash", "-c", script));
    assertThat(hash.exitCode()).as("jq and sha256sum (install jq): " + hash.err()).isZero();
    List<String> lines = hash.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).hasSize(64);
    assertThat(lines.get(1)).startsWith(lines.get(0));
  }

  /** A study of the documents takes the forecasts of two of the runs; Python counted the misses. */
  private void checkTheStudyOfItsForecasts() {
    String inputs = ROOT.resolve("examples/study-yaml/inputs.yaml").toString();
    Outcome run = JavaProcess.metalab(directory, "run", inputs);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Outcome misses =
        JavaProcess.metalab(
            directory, "ls", "misses", "--cols", "params.limit,misses", "--format", "csv");
    assertThat(misses.out().lines().skip(1))
        .containsExactlyInAnyOrder("10,51", "50,1", "10,71", "50,13");
  }
}
