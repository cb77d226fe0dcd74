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
  void showTellsTheStageOfARun() {
    cli.run("run", "study.yaml");

    assertThat(cli.run("show", "@failed").out()).contains("chain:1  stage first  test.add@2  ");
  }
}
