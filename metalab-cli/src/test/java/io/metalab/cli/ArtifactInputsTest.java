package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that takes what the runs of another one made. */
class ArtifactInputsTest {
  @TempDir Path directory;

  @BeforeEach
  void makeModels() throws IOException {
    Files.writeString(directory.resolve("data.txt"), "abc");
    Files.writeString(
        directory.resolve("train.yaml"),
        """
        study: train
        version: "1"
        operation:
          command: [sh, -c, 'cd "$0" && cp "$1" model.txt && mkdir parts && echo $2 > parts/n.txt', "{out}", "{context.data}", "{n}"]
        context: {data: {file: data.txt}}
        sweep: {grid: {n: [1, 2]}}
        """);
    assertThat(run("run", "train.yaml").exitCode()).isZero();
  }

  private void evaluate(String run, String name) throws IOException {
    Files.writeString(
        directory.resolve("evaluate.yaml"),
        """
        study: evaluate
        version: "1"
        operation:
          command: [sh, -c, 'echo "metric {{\\"bytes\\": $(cat $1 | wc -c), \\"n\\": $(cat $2/n.txt)}}"', sh, "{model}", "{context.parts}"]
        context: {parts: {artifact: parts, run: "%s"}}
        sweep: {grid: {model: [{artifact: %s, run: "%s"}], again: [1, 2, 3]}}
        """
            .formatted(run, name, run));
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  private List<String> ids(String study, String where) {
    return run("ls", study, "--where", where, "--cols", "id", "--format", "csv")
        .out()
        .lines()
        .skip(1)
        .toList();
  }

  /** Returns the id of the latest run of the training with this parameter. */
  private String trained(int n) {
    List<String> ids = ids("train", "params.n == " + n);
    return ids.get(ids.size() - 1);
  }

  @Test
  void commandsFindCopiesOfFilesAndDirectories() throws IOException {
    evaluate(trained(2), "model.txt");
    CliRun.Outcome outcome = run("run", "evaluate.yaml");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(
            run(
                    "ls",
                    "evaluate",
                    "--cols",
                    "metrics.bytes,metrics.n,params.again",
                    "--format",
                    "csv",
                    "--sort",
                    "params.again")
                .out()
                .replace("\r", ""))
        .isEqualTo(
            """
            metrics.bytes,metrics.n,params.again
            3,2,1
            3,2,2
            3,2,3
            """);
  }

  @Test
  void idsFollowTheContentOfTheArtifactAndNotTheRunThatMadeIt() throws IOException {
    evaluate(trained(2), "model.txt");
    run("run", "evaluate.yaml");
    List<String> before = ids("evaluate", "params.again > 0");
    evaluate(trained(2).substring(0, 20), "model.txt");
    assertThat(run("run", "evaluate.yaml").err()).contains("reused=3 todo=0");

    Files.writeString(directory.resolve("data.txt"), "abcd");
    assertThat(run("run", "train.yaml").err()).contains("todo=2");
    evaluate(trained(2), "model.txt");
    assertThat(run("run", "evaluate.yaml", "--dry-run").out()).contains("3 new  0 reused");
    Map<String, ?> why = run("why", "evaluate.yaml", "--json").object("data");
    assertThat(why.toString())
        .contains("path=params.model")
        .contains("model.txt of run " + trained(2).substring(0, 8));
    assertThat(run("run", "evaluate.yaml").exitCode()).isZero();
    assertThat(ids("evaluate", "params.again > 0")).hasSize(6).containsAll(before);
  }

  @Test
  void anArtifactThatIsNotThereIsOneErrorWithItsPlace() throws IOException {
    evaluate(trained(2), "modle.txt");
    CliRun.Outcome outcome = run("run", "evaluate.yaml");
    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.err())
        .contains("evaluate.yaml:6:")
        .contains("The artifact 'modle.txt' of run " + trained(2).substring(0, 8))
        .contains("Its artifacts are model.txt, parts/n.txt.")
        .contains("did you mean 'model.txt'?");
    assertThat(run("status", "evaluate").exitCode()).isEqualTo(5);
  }

  @Test
  void aStudyIsResumedAndVerifiedWithItsInputs() throws IOException {
    evaluate(trained(1), "model.txt");
    run("run", "evaluate.yaml");
    assertThat(run("resume", "evaluate").err()).contains("reused=3 todo=0");
    CliRun.Outcome verified = run("verify", "evaluate", "--rerun", "2");
    assertThat(verified.exitCode()).as(verified.err() + verified.out()).isZero();
  }
}
