package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("screen.yaml"),
        """
        study: screen
        version: "1"
        goal: {metric: sum, minimize: true}
        operation: test.add
        params: {fail_at: 15.5}
        sweep:
          morris: {trajectories: 4, a: {int: [1, 4]}, b: {uniform: [0.5, 12.5]}}
        """);
    CliRun.in(directory).run("run", "screen.yaml");
  }

  @Test
  void printsTheIndicesAndNamesWhatIsMissing() {
    assertThat(CliRun.in(directory).run("sensitivity", "screen").out())
        .isEqualTo(
            """
            screen:1  morris design  metric sum  2 of 4 trajectories
            parameter  mu_star  95 % CI of mu_star  mu  95 % CI of mu  sigma  95 % CI of sigma
            b               12  [12, 12]            12  [12, 12]           0  [0, 0]
            a                3  [3, 3]               3  [3, 3]             0  [0, 0]
            2 points have no value; their trajectories are left out:
              a70b2581  morris-0-2  failed
              a70b2581  morris-2-2  failed
            """);
  }

  @Test
  void printsOneDocument() {
    String out = CliRun.in(directory).run("sensitivity", "--metric", "sum", "--json").out();
    assertThat(Json.write(Json.parse(out)))
        .contains("\"design\":\"morris\"", "\"mu_star_low\":", "\"unit\":\"trajectories\"");
  }

  @Test
  void refusesAWrongConfidenceAndAnUnknownMetric() {
    assertThat(CliRun.in(directory).run("sensitivity", "--confidence", "95").err())
        .contains("The confidence (95.0) must be between 0 and 1.");
    assertThat(CliRun.in(directory).run("sensitivity", "--metric", "sun").err())
        .contains("as metric 'sun'. Did you mean 'sum'?");
  }
}
