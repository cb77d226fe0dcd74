package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose points are known after the least number of replicates. */
class RaceCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void declare() throws IOException {
    write("until: {halfwidth: 0.01, min: 3}");
  }

  private void write(String until) throws IOException {
    Files.writeString(
        directory.resolve("race.yaml"),
        """
        study: race
        version: "1"
        goal: {metric: sum, minimize: true}
        operation: test.add
        sweep: {grid: {a: [1, 2]}}
        seeds: {base: 1, replicates: 10, %s}
        """
            .formatted(until));
  }

  private CliRun cli() {
    return CliRun.in(directory);
  }

  @Test
  void theDryRunTellsTheRoundAndTheMostThatMayFollow() {
    String told = cli().run("run", "race.yaml", "--dry-run").out();
    assertThat(told.replaceFirst("code [0-9a-f]{8} ", "code C "))
        .startsWith(
            """
            race:1  test.add@2  code C  store ./runs
              grid a(2) x 10 replicates = at most 20 runs:  6 new  0 reused  14 more at most
              each point gets 3 replicates, and more until its 95 % interval is within 0.01 of its mean
              points: 2 go on
                a=1  goes on after 0 of 10 replicates
                a=2  goes on after 0 of 10 replicates
            """);
  }

  @Test
  void runStatusAndWhySayWherePointsStopped() {
    String points =
        """
          points: 2 narrow enough
            a=1  stopped after 3 of 10 replicates: mean 1.5, interval ±0
            a=2  stopped after 3 of 10 replicates: mean 2.5, interval ±0
        """;
    CliRun.Outcome run = cli().run("run", "race.yaml");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(points);
    assertThat(run.err()).contains("end ok=6 failed=0 reused=0");
    assertThat(cli().run("status", "race").out())
        .contains("= at most 20 runs\n", "success 6  left at most 0\n", points)
        .doesNotContain("next:");
    assertThat(cli().run("why", "race").out()).contains(points);
    assertThat(cli().run("resume", "race").err()).contains("end ok=0 failed=0 reused=6");
    assertThat(Json.write(Json.parse(cli().run("status", "race", "--json").out())))
        .contains("\"narrow\":2", "\"standing\":\"narrow\"", "\"halfwidth\":0", "\"left\":0");
  }

  @Test
  void refusesRulesThatCannotHold() throws IOException {
    write("until: {min: 3}");
    assertThat(cli().run("run", "race.yaml").err())
        .contains("race.yaml:6:41: until needs a rule: a halfwidth above 0, or separated: true.");
    write("until: {halfwidth: 0.1, min: 10}");
    assertThat(cli().run("run", "race.yaml").err())
        .contains(
            "race.yaml:6:1",
            "The replicates (10) must be more than the least number (10) that each point gets.");
    write("until: {half_width: 0.1}");
    assertThat(cli().run("run", "race.yaml").err()).contains("did you mean 'halfwidth'?");
  }
}
