package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose best point is known: the least sum of two listed summands. */
class SearchCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void declare() throws IOException {
    write("algorithm: grid, n: 10, batch: 2, space: {a: [3, 1, 2], b: [0.5, 0.25]}");
  }

  private void write(String search) throws IOException {
    Files.writeString(
        directory.resolve("search.yaml"),
        """
        study: search
        version: "1"
        goal: {metric: sum, minimize: true}
        operation: test.add
        search: {%s}
        """
            .formatted(search));
  }

  private CliRun cli() {
    return CliRun.in(directory);
  }

  @Test
  void theDryRunTellsWhatNoResultDecidesAndTheMostThatMayFollow() {
    String told = cli().run("run", "search.yaml", "--dry-run").out();

    assertThat(told.replaceFirst("code [0-9a-f]{8} ", "code C "))
        .startsWith(
            """
            search:1  test.add@2  code C  store ./runs
              search grid a, b (10, batch 2) = at most 10 runs:  2 new  0 reused  8 more at most
            """)
        .contains("a=3 b=0.5", "a=3 b=0.25");
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  @Test
  void runStatusAndWhyTellHowFarItIsAndTheBest() {
    String found =
        """
          search: suggestion 6 of 10, ended by itself
          best: sum 1.25 at suggestion 3, a=1 b=0.25
        """;
    CliRun.Outcome run = cli().run("run", "search.yaml");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(found);
    assertThat(run.err()).contains("end ok=6 failed=0 reused=0");
    assertThat(cli().run("status", "search").out())
        .contains("success 6  left 0\n", found)
        .doesNotContain("next:");
    assertThat(cli().run("why", "search").out()).contains("6 of 6 runs can be reused");
    assertThat(cli().run("resume", "search").err()).contains("end ok=0 failed=0 reused=6");
    assertThat(cli().run("verify", "--rerun", "3").exitCode()).isZero();
    assertThat(Json.write(Json.parse(cli().run("status", "search", "--json").out())))
        .contains("\"decided\":6", "\"ended\":true", "\"suggestion\":3", "\"left\":0");
  }

  @Test
  void goesOnWhereItWasStopped() {
    assertThat(cli().run("run", "search.yaml", "--limit", "3").out())
        .contains("search: suggestion", "of 10\n");
    assertThat(cli().run("status", "search").out())
        .contains("success 3  left at most 7\n", "next: metalab resume search");
    assertThat(cli().run("resume", "search").err()).contains("reused=3");
  }

  @Test
  void refusesTheLogOfAnotherSearch() throws IOException {
    cli().run("run", "search.yaml");
    write("algorithm: random, n: 10, batch: 2, space: {a: [3, 1, 2], b: [0.5, 0.25]}");

    assertThat(cli().run("run", "search.yaml", "--dry-run").err()).contains("another search");
    CliRun.Outcome refused = cli().run("run", "search.yaml");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err())
        .contains(
            "The store holds the log of another search of search:1:"
                + " its algorithm is \"grid\", not \"random\".",
            "Maybe give the study another version");
  }

  @Test
  void saysWhyNothingHasAValue() throws IOException {
    Files.writeString(
        directory.resolve("search.yaml"),
        Files.readString(directory.resolve("search.yaml"))
            .replace("metric: sum", "metric: some")
            .replace("n: 10", "n: 50")
            .replace("grid", "random"));

    CliRun.Outcome stopped = cli().run("run", "search.yaml");
    assertThat(stopped.exitCode()).isNotZero();
    assertThat(stopped.err())
        .contains("none of its first 20 suggestions has a value of some", "its metrics are [sum]");
  }
}
