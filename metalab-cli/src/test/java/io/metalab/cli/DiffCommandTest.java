package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs that differ by one parameter, and by what comes of it. */
class DiffCommandTest {
  @TempDir static Path directory;

  @BeforeAll
  static void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("files.yaml"),
        """
        study: files
        version: "1"
        goal: {metric: sum, minimize: true}
        operation: test.files
        sweep: {grid: {a: [2, 4]}}
        """);
    CliRun.in(directory).run("run", "files.yaml");
  }

  private static String id(int a) {
    return CliRun.in(directory)
        .run("ls", "--where", "a == " + a, "--cols", "id", "--format", "tsv")
        .out()
        .lines()
        .toList()
        .get(1)
        .substring(0, 8);
  }

  @Test
  void showsWhatDiffersAndTextsLineByLine() {
    String two = id(2);
    String four = id(4);
    assertThat(
            CliRun.in(directory)
                .run("diff", two, four)
                .out()
                .replaceAll("sha256 [0-9a-f]{8}", "sha256 DIGEST.."))
        .isEqualTo(
            """
            field                      a %1$s       b %2$s
            params.a                   2                4
            metrics.sum                2                4
            artifacts.notes/lines.txt  sha256 DIGEST..  sha256 DIGEST..
            artifacts.bytes.bin        sha256 DIGEST..  sha256 DIGEST..

            --- %1$s:notes/lines.txt
            +++ %2$s:notes/lines.txt
            @@ -1,3 +1,3 @@
             first
            -value 2
            +value 4
             last
            """
                .formatted(two, four));
  }

  @Test
  void showsEqualFieldsToo() {
    String out = CliRun.in(directory).run("diff", "@best", id(4), "--all").out();
    assertThat(out)
        .contains("\n* params.a ")
        .containsPattern("\noperation +test.files@1 +test.files@1")
        .contains("\nenv.java.version")
        .contains("started ");
  }

  @Test
  void oneRunDiffersInNothing() {
    String id = id(2);
    assertThat(CliRun.in(directory).run("diff", id, "@best").out())
        .isEqualTo("Both are the run %s.\n".formatted(id));
  }

  @Test
  void theDocumentKeepsValuesAndHunks() {
    Map<String, ?> data = CliRun.in(directory).run("diff", id(2), id(4), "--json").object("data");
    assertThat(((List<?>) requireNonNull(data.get("fields"))).get(0))
        .isEqualTo(Map.of("field", "params.a", "a", 2L, "b", 4L, "differs", true));
    assertThat((List<?>) data.get("texts")).hasSize(1);
    assertThat(CliRun.in(directory).run("diff", id(2)).exitCode()).isEqualTo(2);
  }
}
