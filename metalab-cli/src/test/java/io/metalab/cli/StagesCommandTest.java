package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a study of two stages, the second of which takes what the first came to. */
class StagesCommandTest {
  @TempDir Path directory;

  private CliRun cli;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: chain
        version: "1"
        stages:
          second:
            operation: test.add
            params: {a: {metric: sum, stage: first}}
            sweep: {grid: {b: [10, 20]}}
          first:
            operation: test.add
            params: {b: 0, fail_at: 3}
            sweep: {grid: {a: [1, 2, 3]}}
        """);
    cli = CliRun.in(directory);
  }

  @Test
  void aDryRunTellsWhatIsPendingOnWhat() {
    CliRun.Outcome outcome = cli.run("run", "study.yaml", "--dry-run");

    assertThat(outcome.out())
        .contains("chain:1  2 stages  ")
        .contains("first -> second = at most 9 runs:  3 new  0 reused  6 more at most\n")
        .contains("  first   grid a(3): 3 runs, 3 new\n")
        .contains("  second  each of first x grid b(2): 6 pending on first\n");
    assertThat(cli.run("run", "study.yaml", "--dry-run", "--json").out())
        .contains("\"waits_for\": [")
        .contains("\"pending\": 6");
  }

  @Test
  void whatAFailureBlocksIsNamedAndTheCommandEndsAsWithFailures() {
    CliRun.Outcome outcome = cli.run("run", "study.yaml");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).contains("  stage second: 2 blocked by ");
    assertThat(cli.run("status", "chain").out())
        .contains("  first   grid a(3): 3 runs, 2 success, 1 failed\n")
        .contains("  second  each of first x grid b(2): 4 runs, 4 success, 2 blocked by ")
        .contains("failed 1  left 0\n")
        .contains("  next: metalab resume chain:1\n");
    assertThat(cli.run("resume", "chain").exitCode()).isEqualTo(3);
    assertThat(cli.run("ls", "--where", "stage == 'second'", "--count").out().strip())
        .isEqualTo("4");
  }

  @Test
  void anEarlierStageThatComesToTheSameLeavesTheLaterOneAsItIs() {
    cli.run("run", "study.yaml");

    CliRun.Outcome outcome = cli.run("run", "study.yaml", "-p", "first.fail_at=-1", "--json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    // All three of the first stage have other params; of the second only what takes the third is
    // new.
    assertThat(outcome.out()).contains("\"ok\": 5,").contains("\"reused\": 4,");
  }

  @Test
  void whyExplainsEachStage() {
    cli.run("run", "study.yaml");

    assertThat(cli.run("why", "study.yaml").out())
        .contains("first\n2 of 3 runs can be reused")
        .contains("second\n  2 blocked by ")
        .contains("4 of 4 runs can be reused");
  }

  @Test
  void statusSaysWhyItCannotTellOfTheStages() throws IOException {
    Files.writeString(directory.resolve("value.txt"), "1");
    Files.writeString(
        directory.resolve("input.yaml"),
        """
        study: reading
        version: "1"
        stages:
          first:
            operation: test.add
            params: {a: 1, b: 2}
            context: {input: {file: value.txt}}
        """);
    assertThat(cli.run("run", "input.yaml").exitCode()).isZero();
    assertThat(cli.run("status", "reading").out())
        .contains("  first  ")
        .doesNotContain("not known");
    Files.delete(directory.resolve("value.txt"));

    CliRun.Outcome outcome = cli.run("status", "reading");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("success 1").contains("  stages not known: ", "value.txt");
    assertThat(cli.run("status", "reading", "--json").out())
        .containsPattern("\"not_known\": \"[^\"]*value.txt");
  }

  @Test
  void showTellsTheStageOfARun() {
    cli.run("run", "study.yaml");

    assertThat(cli.run("show", "@failed").out()).contains("chain:1  stage first  test.add@2  ");
  }

  @Test
  void whyExplainsAllReplicatesThatAPointOfAStageMayGet() throws IOException {
    Files.writeString(
        directory.resolve("race.yaml"),
        """
        study: raced
        version: "1"
        stages:
          first:
            operation: test.add
            goal: {metric: sum, minimize: true}
            params: {b: 0}
            sweep: {grid: {a: [1, 2, 3]}}
            seeds: {base: 7, replicates: 9, until: {separated: true, min: 3}}
          second:
            from: {stage: first, take: folded}
            operation: test.add
            params: {a: 1, b: 2}
        """);
    assertThat(cli.run("run", "race.yaml").exitCode()).isZero();

    assertThat(cli.run("why", "race.yaml").out()).contains(" of 27 runs can be reused");
  }
}
