package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags and remarks of a study with four runs. */
class AnnotationCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        goal: {metric: sum, minimize: false}
        operation: test.add
        params: {fail_at: 3.5}
        sweep: {grid: {a: [1, 2, 3, 4]}}
        """);
    run("run", "sums.yaml");
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  /** The values of a that the runs with a tag have. */
  private List<String> tagged(String tag) {
    return run(
            "ls",
            "--where",
            "tag in ['" + tag + "']",
            "--sort",
            "a",
            "--cols",
            "a",
            "--format",
            "tsv")
        .out()
        .lines()
        .skip(1)
        .toList();
  }

  @Test
  void addsAndDropsTagsOfTheRunsThatAreNamed() {
    CliRun.Outcome outcome = run("tag", "@best", "@failed", "+keep", "+draft");
    assertThat(outcome.out()).as(outcome.err()).isEqualTo("tagged 2 runs: +keep +draft\n");
    assertThat(tagged("keep")).containsExactly("3", "4");
    assertThat(run("tag", "@best", "-draft", "+final").exitCode()).isZero();
    assertThat(tagged("draft")).containsExactly("3");
    assertThat(tagged("final")).containsExactly("4");
    assertThat(run("show", "@best").out()).contains("tags       keep final\n");
  }

  @Test
  void tagsTheRunsOfAStudyForWhichAConditionHolds() {
    assertThat(run("tag", "sums", "--where", "a < 3", "+small").out())
        .isEqualTo("tagged 2 runs: +small\n");
    assertThat(run("tag", "--where", "a > 100", "+large").out())
        .isEqualTo("tagged 0 runs: +large\n");
    assertThat(run("tag", "sums", "+all").out()).isEqualTo("tagged 4 runs: +all\n");
    assertThat(tagged("small")).containsExactly("1", "2");
  }

  @Test
  void aTagToDropIsNeverTakenForAnOption() {
    run("tag", "sums", "+stale", "+quick");
    CliRun.Outcome outcome = run("tag", "sums", "-stale", "-quick", "--json");
    assertThat(outcome.object("data").get("dropped")).isEqualTo(List.of("stale", "quick"));
    assertThat(tagged("stale")).isEmpty();
    assertThat(run("tag", "sums", "-s=runs", "-stale").out()).isEqualTo("tagged 4 runs: -stale\n");
    assertThat(directory.resolve("tale")).doesNotExist();
  }

  @Test
  void refusesTagsThatAreNone() {
    assertThat(run("tag", "@last").err()).contains("No tag to add (+TAG) or to drop (-TAG)");
    assertThat(run("tag", "@last", "+").exitCode()).isEqualTo(2);
    assertThat(run("tag", "@last", "+a", "-a").exitCode()).isEqualTo(2);
    assertThat(run("tag", "@last", "+aa", "-aa").err()).contains("to be added and dropped");
    assertThat(run("tag", "+keep").err()).contains("Name a study or runs");
    assertThat(run("tag", "@last", "--where", "a > 1", "+keep").err()).contains("--where chooses");
    assertThat(run("tag", "ffffffffffff", "+keep").exitCode()).isEqualTo(5);
    assertThat(tagged("keep")).isEmpty();
  }

  @Test
  void neitherMakesAStore() {
    assertThat(run("tag", "-s", "gone", "@last", "+keep").exitCode()).isEqualTo(5);
    assertThat(run("note", "-s", "gone", "@last", "text").exitCode()).isEqualTo(5);
    assertThat(directory.resolve("gone")).doesNotExist();
  }

  @Test
  void remarksAreAddedAndShown() {
    run("note", "@best", "looks", "too good");
    assertThat(run("note", "@best", "second\nline \u001b[31m").out()).startsWith("noted on ");
    assertThat(run("show", "@best").out())
        .contains(
            """
            note       looks too good
            note       second
                       line .[31m
            """);
    assertThat(run("note", "@best", " ").exitCode()).isEqualTo(2);
  }
}
