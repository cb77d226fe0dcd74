package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of learned models give what is known of their systems, or of an independent program.
 */
class LearnedExamplesIT {
  /** Of numbers that least squares give, on data that condition them well. */
  private static final double RELATIVE = 1e-6;

  @TempDir Path directory;

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static JsonNode expected(String file) throws IOException {
    return new ObjectMapper().readTree(ROOT.resolve("examples").resolve(file).toFile());
  }

  private void run(String study, int runs) {
    Outcome outcome =
        JavaProcess.metalab(directory, "run", ROOT.resolve("examples").resolve(study).toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("end ok=%d failed=0".formatted(runs));
  }

  /** Returns the runs of a stage, the earliest in the plan first. */
  private List<JsonNode> rows(String study, String stage, String columns) throws IOException {
    Outcome outcome =
        JavaProcess.metalab(
            directory,
            "ls",
            study,
            "--where",
            "stage == '%s'".formatted(stage),
            "--json",
            "--cols",
            "id," + columns);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return StreamSupport.stream(json(outcome.out()).get("data").spliterator(), false).toList();
  }

  private String artifact(JsonNode row, String name) {
    String id = row.get("record.id").asText();
    Outcome outcome = JavaProcess.metalab(directory, "artifact", "cat", id + ":" + name);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private static double number(JsonNode row, String field) {
    return row.get(field).asDouble();
  }

  @Test
  void rolloutsAfterTheWeakFormFindTheExponentsOfTheSlowManifold() throws IOException {
    run("koopman-train/study.yaml", 8);
    JsonNode known = expected("koopman-train/expected.json");
    List<Double> rmses = new ArrayList<>();
    for (JsonNode row : rows("koopman_train", "judge", "rmse_mean,n_new,n_diverged")) {
      assertThat(number(row, "metrics.n_new")).isEqualTo(16);
      assertThat(number(row, "metrics.n_diverged")).isZero();
      rmses.add(number(row, "metrics.rmse_mean"));
    }
    assertThat(rmses.stream().mapToDouble(Double::doubleValue).min().orElseThrow())
        .isLessThan(number(known, "rmse_mean"));
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode row : rows("koopman_train", "spectrum", "n_features")) {
      double[] growth =
          artifact(row, "residuals.csv")
              .lines()
              .skip(1)
              .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[3]))
              .sorted()
              .toArray();
      assertThat(growth).hasSize(known.get("exponents").size());
      double largest = 0;
      for (int i = 0; i < growth.length; i++) {
        double exact = known.get("exponents").get(i).asDouble();
        largest = Math.max(largest, Math.abs(growth[i] / exact - 1));
      }
      least = Math.min(least, largest);
    }
    assertThat(least).isLessThan(number(known, "tolerance"));
  }

  @Test
  void messagesAlongTheEdgesOfADatasetPredictOscillatorsFromOtherStarts() throws IOException {
    run("oscillators/study.yaml", 6);
    for (JsonNode row : rows("oscillators", "fit", "n_parameters")) {
      // Of each layer two weights, for a node and for its neighbours, and a bias: 2·8 + 8, 2·8 + 1.
      assertThat(number(row, "metrics.n_parameters")).isEqualTo(41);
    }
    double[] errors =
        rows("oscillators", "judge", "rmse_mean").stream()
            .mapToDouble(row -> number(row, "metrics.rmse_mean"))
            .sorted()
            .toArray();
    assertThat(errors).as("after 150 epochs and after one").hasSize(2);
    assertThat(errors[0]).isLessThan(0.05);
    assertThat(errors[1]).isGreaterThan(0.2);
  }

  @Test
  void theWeakFormFindsTheOscillatorAndPredictsItUnderOtherControls() throws IOException {
    run("lti/study.yaml", 8);
    JsonNode known = expected("lti/expected.json");
    JsonNode best = null;
    for (JsonNode row : rows("lti", "fit", "best_valid_loss")) {
      if (best == null
          || number(row, "metrics.best_valid_loss") < number(best, "metrics.best_valid_loss")) {
        best = row;
      }
    }
    JsonNode summary = json(artifact(requireNonNull(best, "runs of lti"), "summary.json"));
    double tolerance = number(known, "tolerance");
    assertThat(summary.get("exponents_re").get(0).asDouble())
        .isCloseTo(number(known, "growth"), within(tolerance));
    assertThat(Math.abs(summary.get("exponents_im").get(0).asDouble()))
        .isCloseTo(number(known, "angular_frequency"), within(tolerance));
    double[] errors =
        rows("lti", "judge", "rmse_mean").stream()
            .mapToDouble(row -> number(row, "metrics.rmse_mean"))
            .sorted()
            .toArray();
    assertThat(errors).hasSize(3);
    assertThat(errors[0]).isLessThan(1e-4);
    assertThat(errors[2]).isGreaterThan(1e-2);
  }

  /** The network is one of many as good: other processors round otherwise. */
  @Test
  void theNetworkForecastsTheSeaBetterThanMostLinearMapsAndThoseAsNumpyDoes() throws IOException {
    run("nino/forecast.yaml", 6);
    JsonNode known = expected("nino/forecast.json");
    List<Double> errors =
        rows("nino_forecast", "judge", "rmse_mean").stream()
            .map(row -> number(row, "metrics.rmse_mean"))
            .sorted()
            .toList();
    assertThat(errors).hasSize(3);
    for (String rank : List.of("8", "14")) {
      double linear = known.get("linear").get(rank).asDouble();
      assertThat(errors).anySatisfy(error -> assertThat(error).isCloseTo(linear, within(RELATIVE)));
    }
    double linear = known.get("linear").get("8").asDouble();
    assertThat(errors.get(1)).isLessThan(linear);
    assertThat(errors.get(0)).isBetween(known.get("mean_year").asDouble(), linear);
  }
}
