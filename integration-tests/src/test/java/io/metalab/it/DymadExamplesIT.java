package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dymad.core.Trajectory;
import io.dymad.io.NpzFiles;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studies of dynamical systems as real processes, against figures of other programs. */
class DymadExamplesIT {
  /** Both programs call LAPACK, maybe another one, on well conditioned data. */
  private static final double RELATIVE = 1e-8;

  @TempDir Path directory;

  private static JsonNode expected(String example) throws IOException {
    return new ObjectMapper()
        .readTree(ROOT.resolve("examples").resolve(example).resolve("expected.json").toFile());
  }

  private void run(String study, int runs) {
    Outcome outcome =
        JavaProcess.metalab(directory, "run", ROOT.resolve("examples").resolve(study).toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("end ok=%d failed=0".formatted(runs));
  }

  private JsonNode json(String... command) throws IOException {
    Outcome outcome = JavaProcess.metalab(directory, command);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out()).get("data");
  }

  private static void same(JsonNode row, String field, JsonNode expected) {
    double wanted = expected.asDouble();
    assertThat(row.get("metrics." + field).asDouble())
        .as("%s of %s", field, row)
        .isCloseTo(wanted, within(RELATIVE * Math.abs(wanted)));
  }

  @Test
  void theSeaHasAYearOfTwelveMonthsWhereverWindowsAreLongEnough() throws IOException {
    run("nino/study.yaml", 16);
    JsonNode rows =
        json(
            "ls",
            "nino",
            "--json",
            "--cols",
            "delay,rank,period_months,period_growth,period_residual_train,period_residual_held_out");
    int compared = 0;
    for (JsonNode known : expected("nino")) {
      for (JsonNode row : rows) {
        if (row.get("params.delay").equals(known.get("delay"))
            && row.get("params.rank").equals(known.get("rank"))) {
          same(row, "period_months", known.get("period_months"));
          same(row, "period_residual_train", known.get("period_residual_train"));
          same(row, "period_residual_held_out", known.get("period_residual_held_out"));
          // A growth rate near 0 is a small difference: compare with the frequency.
          assertThat(row.get("metrics.period_growth").asDouble())
              .isCloseTo(known.get("period_growth").asDouble(), within(RELATIVE));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(16);
  }

  @Test
  void theWindsHaveAYearAndAHalfYear() throws IOException {
    run("winds/study.yaml", 2);
    JsonNode rows =
        json("ls", "winds", "--json", "--cols", "id,held_out,period_months,period_residual_train");
    for (JsonNode known : expected("winds")) {
      JsonNode row = only(rows, "params.held_out", known.get("held_out"));
      same(row, "period_months", known.get("year").get("period"));
      same(row, "period_residual_train", known.get("year").get("residual_train"));
      String id = row.get("record.id").asText();
      Outcome periods = JavaProcess.metalab(directory, "artifact", "cat", id + ":periods.csv");
      List<String> halfYear = List.of(periods.out().lines().toList().get(2).split(",", -1));
      assertThat(Double.parseDouble(halfYear.get(2)))
          .isCloseTo(known.get("half_year").get("period").asDouble(), within(1e-7));
      assertThat(Double.parseDouble(halfYear.get(5)))
          .isCloseTo(known.get("half_year").get("residual_train").asDouble(), within(1e-8));
    }
  }

  private static JsonNode only(JsonNode rows, String field, JsonNode value) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode row : rows) {
      if (row.get(field).asDouble() == value.asDouble()) {
        found.add(row);
      }
    }
    assertThat(found).as("%s = %s in %s", field, value, rows).hasSize(1);
    return found.get(0);
  }

  @Test
  void kernelsForecastAnOscillatorAndIncrementsAreLearnedBest() throws IOException {
    run("van-der-pol/study.yaml", 6);
    JsonNode rows =
        json("ls", "van_der_pol", "--json", "--cols", "model,params.width,rmse_max,n_diverged");
    double[] largest = new double[2];
    for (JsonNode row : rows) {
      assertThat(row.get("metrics.n_diverged").asInt()).isZero();
      if (row.get("params.width").asDouble() == 1
          && !row.get("params.model").asText().equals("km")) {
        boolean increment = row.get("params.model").asText().equals("dkmsk");
        largest[increment ? 0 : 1] = row.get("metrics.rmse_max").asDouble();
      }
    }
    assertThat(largest[0]).isPositive().isLessThan(1e-4).isLessThan(largest[1]);
  }

  @Test
  void theResidualsKeepTheTrueExponentsAndNoOthers() throws IOException {
    run("koopman-2d/study.yaml", 3);
    JsonNode rows = json("ls", "koopman_2d", "--json", "--cols", "id,powers,residual_held_out_max");
    int compared = 0;
    for (JsonNode known : expected("koopman-2d")) {
      for (JsonNode row : rows) {
        if (row.get("params.powers").equals(known.get("powers"))) {
          List<Double> exponents = kept(row.get("record.id").asText());
          assertThat(exponents).hasSameSizeAs(known.get("exponents"));
          for (int i = 0; i < exponents.size(); i++) {
            assertThat(exponents.get(i))
                .isCloseTo(known.get("exponents").get(i).asDouble(), within(1e-9));
          }
          assertThat(row.get("metrics.residual_held_out_max").asDouble()).isLessThan(1e-10);
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(3);
  }

  /** Returns the growth rates of the kept pairs, the slowest first. */
  private List<Double> kept(String id) {
    Outcome table = JavaProcess.metalab(directory, "artifact", "cat", id + ":residuals.csv");
    assertThat(table.exitCode()).as(table.err()).isZero();
    return table
        .out()
        .lines()
        .filter(line -> line.endsWith(",true"))
        .map(line -> Double.parseDouble(line.split(",", -1)[3]))
        .toList();
  }

  @Test
  void aControlFromAFileDrivesTheSpringAsTheExactSolutionSays() throws IOException {
    run("steering/study.yaml", 1);
    Path file = directory.resolve("driven.npz");
    Outcome copied =
        JavaProcess.metalab(
            directory, "artifact", "get", "@last:dataset.npz", "-o", file.toString());
    assertThat(copied.exitCode()).as(copied.err()).isZero();
    Trajectory course = NpzFiles.read(file).trajectories().get(0);
    assertThat(course.steps()).isEqualTo(21);
    for (int k = 0; k < course.steps(); k++) {
      double t = 0.5 * k;
      // The integrator's tolerance is 1e-10 a step.
      assertThat(course.x().get(k, 0)).isCloseTo((t - Math.sin(t)) / 10, within(1e-8));
      assertThat(course.x().get(k, 1)).isCloseTo((1 - Math.cos(t)) / 10, within(1e-8));
    }
  }

  @Test
  void describingAnOperationLoadsNoNativeLibrary() throws IOException {
    Path classes = directory.resolve("classes.txt");
    Outcome outcome =
        JavaProcess.java(
            directory,
            List.of(
                "-Xlog:class+load:file=" + classes,
                "io.metalab.cli.Main",
                "op",
                "show",
                "dymad.spectral"));
    assertThat(outcome.out()).startsWith("dymad.spectral@1");
    assertThat(Files.readString(classes))
        .contains("io.dymad.operation.SpectralOperation")
        .doesNotContain("org.bytedeco", "io.dymad.numerics.Blas");
  }
}
