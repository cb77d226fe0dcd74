package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that train models, judge and analyse them, as real processes. */
class LearnedModelIT {
  private static final Path STUDY =
      ROOT.resolve("integration-tests/src/test/resources/io/metalab/it/slow-manifold.yaml");

  @TempDir Path directory;

  private JsonNode row(String stage, String columns) throws IOException {
    Outcome outcome =
        JavaProcess.metalab(
            directory,
            "ls",
            "slow_manifold",
            "--where",
            "stage == '%s'".formatted(stage),
            "--json",
            "--cols",
            columns);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out()).get("data").get(0);
  }

  @Test
  void aKoopmanModelIsTrainedJudgedAndAnalysedInOneStudy() throws IOException {
    Outcome run = JavaProcess.metalab(directory, "run", STUDY.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("end ok=6 failed=0");
    JsonNode judged = row("judge", "n_new,n_diverged,nrmse_mean");
    assertThat(judged.get("metrics.n_new").asInt()).isEqualTo(9);
    assertThat(judged.get("metrics.n_diverged").asInt()).isZero();
    assertThat(judged.get("metrics.nrmse_mean").asDouble()).isBetween(0.0, 0.1);
    JsonNode spectrum = row("spectrum", "id,n_features,prediction_error");
    assertThat(spectrum.get("metrics.n_features").asInt()).isEqualTo(3);
    assertThat(spectrum.get("metrics.prediction_error").asDouble()).isBetween(0.0, 0.1);
    String id = spectrum.get("record.id").asText();
    Outcome table = JavaProcess.metalab(directory, "artifact", "cat", id + ":residuals.csv");
    // Other processors round differently, and hundreds of steps carry that on.
    double[] growth =
        table
            .out()
            .lines()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[3]))
            .sorted()
            .toArray();
    assertThat(growth).hasSize(3);
    assertThat(growth[0]).isCloseTo(-3, within(0.3));
    assertThat(growth[1]).isCloseTo(-1, within(0.1));
    assertThat(growth[2]).isCloseTo(-0.5, within(0.05));
    Outcome again = JavaProcess.metalab(directory, "run", STUDY.toString());
    assertThat(again.err()).contains("reused=6");
  }

  /** A spring that is seen without its velocity: two samples determine the next one. */
  private void writeSpring() {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double phase = i;
      items.add(
          Trajectory.of(
              0.2,
              Matrix.generate(
                  20, 2, (k, j) -> Math.cos(0.2 * k + phase + (j == 0 ? 0 : Math.PI / 2)))));
    }
    NpzFiles.write(Dataset.of(new Trajectories(items)), directory.resolve("spring.npz"));
  }

  @Test
  void aSearchJudgesEachSuggestionByAllFolds() throws IOException {
    writeSpring();
    Files.copy(STUDY.resolveSibling("memory.yaml"), directory.resolve("memory.yaml"));
    Outcome run = JavaProcess.metalab(directory, "run", "memory.yaml");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Outcome listed =
        JavaProcess.metalab(
            directory, "ls", "memory", "--json", "--cols", "delay,fold,rmse_mean,n_held_out");
    JsonNode rows = new ObjectMapper().readTree(listed.out()).get("data");
    assertThat(rows).hasSize(2 * 3 * 3);
    for (JsonNode row : rows) {
      assertThat(row.get("metrics.n_held_out").asInt()).isEqualTo(2);
      double error = row.get("metrics.rmse_mean").asDouble();
      if (row.get("params.delay").asInt() == 0) {
        assertThat(error).isGreaterThan(0.1);
      } else {
        assertThat(error).isBetween(0.0, 1e-9);
      }
    }
  }
}
