package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One study with two runs that stand failed, one with a run that failed and then went well. */
class FailuresCommandTest {
  @TempDir static Path directory;

  @BeforeAll
  static void runStudies() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        operation: test.add
        params: {fail_at: 3.5}
        sweep: {grid: {a: [1, 3]}}
        seeds: {base: 7, replicates: 2}
        """);
    Files.writeString(
        directory.resolve("files.yaml"),
        """
        study: files
        version: "1"
        operation: test.files
        sweep: {grid: {a: [1, 2]}}
        """);
    CliRun.in(directory).run("run", "sums.yaml");
    CliRun.in(directory).run("run", "files.yaml");
    CliRun.in(directory).run("run", "files.yaml");
  }

  private static CliRun.Outcome failures(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "failures";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return CliRun.in(directory).run(line);
  }

  private static List<String> ids(String... where) {
    return CliRun.in(directory)
        .run("ls", "sums", "--where", String.join(" ", where), "--cols", "id", "--format", "tsv")
        .out()
        .lines()
        .skip(1)
        .map(id -> id.substring(0, 8))
        .toList();
  }

  @Test
  void groupsFailuresAndLeadsToTheLog() {
    List<String> failed = ids("status == 'failed'");
    assertThat(failed).hasSize(2);
    assertThat(failures("sums").out().replaceAll("java:\\d+", "java:N"))
        .isEqualTo(
            """
            2 of 4 runs failed, in 1 way:

            2x IllegalStateException: the sum is <n>
                at TestOperation.java:N
                %s

            next: metalab log %s
            """
                .formatted(String.join(" ", failed), failed.get(0)));
  }

  @Test
  void tellsFailuresThatALaterAttemptReplacedApart() {
    assertThat(failures("files").out())
        .startsWith(
            """
            None of 2 runs failed.

            Earlier attempts failed at runs that stand otherwise now:

            1x IllegalStateException: not at once: <n>
            """)
        .doesNotContain("next:");
    assertThat(failures("--format", "tsv", "--cols", "state,count,type").out())
        .isEqualTo(
            """
            state\tcount\ttype
            failed\t2\tIllegalStateException
            retried\t1\tIllegalStateException
            """);
  }

  @Test
  void theDocumentNamesTheRuns() {
    Object data = Json.parseObject(failures("sums", "--json").out()).get("data");
    Map<?, ?> kind = (Map<?, ?>) ((List<?>) requireNonNull(data)).get(0);
    assertThat(kind.get("message")).isEqualTo("the sum is <n>");
    assertThat((List<?>) kind.get("runs")).hasSize(2);
  }

  @Test
  void looksAtTheRunsThatAreAskedForAlone() {
    assertThat(failures("sums", "--where", "replicate == 0").out())
        .startsWith("1 of 2 runs failed");
    assertThat(failures("sums", "--where", "a == 1").out()).isEqualTo("None of 2 runs failed.\n");
    assertThat(failures("sums", "--where", "aa == 1").exitCode()).isEqualTo(2);
  }
}
