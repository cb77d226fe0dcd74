package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a study whose second stage takes the best that a search, its first, finds. */
class StagedSearchCommandTest {
  @TempDir Path directory;

  private CliRun cli;

  @BeforeEach
  void declare() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: chain
        version: "1"
        stages:
          look:
            operation: test.add
            goal: {metric: sum, minimize: true}
            search: {algorithm: grid, n: 10, batch: 2, space: {a: [3, 1, 2], b: [0.5, 0.25]}}
          then:
            from: {stage: look, top: 1}
            operation: test.add
            params: {a: 10, b: {metric: sum, stage: look}}
        """);
    cli = CliRun.in(directory);
  }

  @Test
  void theDryRunCountsWhatTheSearchHasNotDecidedUponAsLater() {
    assertThat(cli.run("run", "study.yaml", "--dry-run").out())
        .contains("look -> then = at most 11 runs:  2 new  0 reused  9 more at most\n")
        .contains("  look  search grid a, b (10, batch 2): 2 runs, 2 new, 8 later at most\n")
        .contains("  then  top 1 of look by min sum: 1 pending on look\n");
  }

  @Test
  void statusTellsHowFarTheSearchIsAndWhatWaitsForIt() {
    cli.run("run", "study.yaml", "--limit", "3");

    assertThat(cli.run("status", "chain").out())
        .contains("success 3  left at most 8\n")
        .contains("    search: suggestion ", " of 10\n")
        .contains("  then  top 1 of look by min sum: 1 pending on look\n")
        .contains("  next: metalab resume chain:1\n");
  }

  @Test
  void statusOfWhatIsDoneTellsTheBestOfTheSearch() {
    assertThat(cli.run("run", "study.yaml").exitCode()).isZero();

    assertThat(cli.run("status", "chain").out())
        .contains("success 7  left 0\n")
        .contains(
            """
              look  search grid a, b (10, batch 2): 6 runs, 6 success
                search: suggestion 6 of 10, ended by itself
                best: sum 1.25 at suggestion 3, a=1 b=0.25
              then  top 1 of look by min sum: 1 run, 1 success
            """)
        .doesNotContain("next:");
    assertThat(Json.write(Json.parse(cli.run("status", "chain", "--json").out())))
        .contains("\"decided\":6", "\"results\":6,\"valued\":6", "\"ended\":true", "\"left\":0");
    assertThat(cli.run("why", "study.yaml").out()).contains("6 of 6 runs can be reused");
  }
}
