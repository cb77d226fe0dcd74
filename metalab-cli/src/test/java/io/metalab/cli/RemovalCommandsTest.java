package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are removed from two studies, and what is left of them collected. */
class RemovalCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void runStudies() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        operation: test.add
        params: {fail_at: 3.5}
        sweep: {grid: {a: [1, 2, 3]}}
        """);
    Files.writeString(
        directory.resolve("files.yaml"),
        """
        study: files
        version: "1"
        operation: test.files
        sweep: {grid: {a: [2, 4]}}
        """);
    run("run", "sums.yaml");
    run("run", "files.yaml");
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  private String count(String... study) {
    String[] line =
        Stream.concat(Stream.of("ls", "--count"), Stream.of(study)).toArray(String[]::new);
    return run(line).out().strip();
  }

  private long files(String part) throws IOException {
    Path below = directory.resolve("runs/.metalab").resolve(part);
    if (!Files.exists(below)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void removesAStudyAndSaysWhatBecomesOfIt() {
    CliRun.Outcome outcome = run("rm", "files", "--yes");
    assertThat(outcome.out())
        .as(outcome.err())
        .isEqualTo(
            """
            removed 2 runs of files:1: 2 success
              metalab resume files:1 executes what the study still plans of them again
              metalab gc frees up to 46 B in 4 artifacts
            """);
    assertThat(count("sums")).isEqualTo("3");
    assertThat(count()).isEqualTo("3");
    assertThat(run("run", "files.yaml", "--json").object("data").get("ok")).isEqualTo(2L);
    assertThat(count("files")).isEqualTo("2");
  }

  @Test
  void aDryRunCountsAndRemovesNothing() {
    assertThat(run("rm", "sums", "--dry-run").out())
        .isEqualTo(
            """
            would remove 3 runs of sums:1: 2 success, 1 failed
              metalab resume sums:1 would execute what the study still plans of them again
            """);
    assertThat(count("sums")).isEqualTo("3");
  }

  @Test
  void removesRunsThatAreNamedOrForWhichAConditionHolds() {
    assertThat(run("rm", "@failed", "-y").out()).startsWith("removed 1 run of sums:1: 1 failed\n");
    assertThat(run("rm", "--where", "a == 2", "-y").out())
        .contains("removed 1 run of sums:1: 1 success")
        .contains("removed 1 run of files:1: 1 success");
    assertThat(run("rm", "sums", "--where", "a == 9", "-y").out()).isEqualTo("removed no run\n");
    assertThat(count("sums")).isEqualTo("1");
  }

  @Test
  void asksAPersonAndTakesOnlyYesForYes() {
    CliRun.Outcome refused = CliRun.in(directory).answering("n").run("rm", "sums");
    assertThat(refused.err())
        .startsWith("Remove 3 runs of sums:1? [y/N] ")
        .contains("Nothing was done");
    assertThat(refused.exitCode()).isEqualTo(130);
    assertThat(CliRun.in(directory).answering("").run("rm", "sums").exitCode()).isEqualTo(130);
    assertThat(count("sums")).isEqualTo("3");
    assertThat(CliRun.in(directory).answering("Yes").run("rm", "sums").exitCode()).isZero();
    assertThat(run("ls", "sums").exitCode()).isEqualTo(5);
  }

  @Test
  void needsYesWhereNobodyCanAnswer() {
    CliRun.Outcome outcome = run("rm", "sums");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Nobody is there to answer").contains("--yes");
    assertThat(CliRun.in(directory).answering("y").run("rm", "sums", "--json").exitCode())
        .isEqualTo(2);
    assertThat(count("sums")).isEqualTo("3");
    assertThat(run("rm").err()).contains("Name a study or runs");
  }

  @Test
  void garbageGoesToTheTrashAndThenForGood() throws IOException {
    run("rm", "files", "--where", "a == 2", "--yes");
    assertThat(run("gc", "--dry-run").out())
        .isEqualTo(
            """
            2 artifacts (23 B) would be moved to the trash
            2 artifacts (23 B) in the trash; deleted by a gc once there for 7d
            """);
    assertThat(files("trash")).isZero();
    assertThat(run("gc").err()).contains("Move 2 artifacts (23 B) to the trash? Nobody is there");
    assertThat(CliRun.in(directory).answering("y").run("gc").out())
        .startsWith("2 artifacts (23 B) moved to the trash\n");
    assertThat(files("trash")).isEqualTo(2);
    assertThat(run("gc", "--yes").out())
        .isEqualTo(
            """
            2 artifacts (23 B) in the trash; deleted by a gc once there for 7d
            nothing to collect
            """);
    assertThat(run("gc", "--grace", "0", "--yes").out())
        .isEqualTo("2 artifacts (23 B) deleted for good\n");
    assertThat(files("trash")).isZero();
    assertThat(files("artifacts")).isEqualTo(2);
    assertThat(run("gc", "--yes").out()).isEqualTo("nothing to collect\n");
    assertThat(run("verify", "--deep").out()).contains("nothing wrong");
  }

  @Test
  void whatIsInTheTrashComesBackWithItsRun() throws IOException {
    run("rm", "files", "--yes");
    Map<String, ?> first = run("gc", "--yes", "--json").object("data");
    assertThat(CliRun.Outcome.object(first, "trashed"))
        .isEqualTo(Map.of("artifacts", 4L, "bytes", 46L));
    run("run", "files.yaml");
    assertThat(files("artifacts")).isEqualTo(4);
    assertThat(run("gc", "--grace", "0", "--yes").exitCode()).isZero();
    assertThat(run("artifact", "cat", "files@last:notes/lines.txt").out()).startsWith("first\n");
    assertThat(files("artifacts")).isEqualTo(4);
    assertThat(files("trash")).isZero();
  }

  @Test
  void artifactsOfFailedAttemptsStayUnlessToldOtherwise() throws IOException {
    assertThat(run("gc", "--grace", "0", "--superseded", "--yes").out())
        .isEqualTo("nothing to collect\n");
    assertThat(run("gc", "--grace", "soon").err()).contains("'soon'").contains("such as 7d");
    assertThat(List.of(files("artifacts"))).isEqualTo(List.of(4L));
  }
}
