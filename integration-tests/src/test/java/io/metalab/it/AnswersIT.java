package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program that asks questions of a stored study, as the page on results shows it. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class AnswersIT {
  private static final String SOURCE =
      JavaProcess.ROOT.resolve("examples/questions/Answers.java").toString();

  @TempDir Path directory;

  @Test
  void tellsMeansTheBestAndDifferencesAndDraws() throws IOException {
    // The loss is the digits of lr and width, one after the other.
    Files.writeString(directory.resolve("run.sh"), "echo metric '{\"loss\":' $1$2 '}'\n");
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: koopman
        version: "0.1"
        operation: {command: [bash, run.sh, "{lr}", "{width}"], inputs: [run.sh]}
        sweep: {grid: {lr: [0.1, 0.5], width: [16, 32]}}
        """);
    Outcome run = JavaProcess.metalab(directory, "run", "study.yaml");
    assertThat(run.exitCode()).as(run.err()).isZero();

    Outcome answers = JavaProcess.java(directory, List.of(SOURCE, "./runs"));

    assertThat(answers.out())
        .as(answers.err())
        .isEqualTo(
            """
            {params.width=16}: 0.316
            {params.width=32}: 0.332
            best: {params.lr=0.1, params.width=16}, 0.116
            {params.lr=0.1, params.width=16}: +0.000
            {params.lr=0.1, params.width=32}: +0.016
            {params.lr=0.5, params.width=16}: +0.400
            {params.lr=0.5, params.width=32}: +0.416
            """);
    assertThat(directory.resolve("loss.png")).isNotEmptyFile();
    assertThat(directory.resolve("loss.data.csv")).isNotEmptyFile();
  }
}
