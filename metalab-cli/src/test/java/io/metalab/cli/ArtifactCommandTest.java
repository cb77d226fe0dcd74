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

/** Two runs with two files each. */
class ArtifactCommandTest {
  private static final String TEXT = "first\nvalue 2\nlast\n";

  @TempDir Path directory;

  @BeforeEach
  void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("files.yaml"),
        """
        study: files
        version: "1"
        goal: {metric: sum, minimize: true}
        operation: test.files
        sweep: {grid: {a: [2, 4]}}
        """);
    run("run", "files.yaml");
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(directory::relativize)
          .filter(file -> !file.startsWith("runs") && !file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @Test
  void listsTheArtifactsOfARun() {
    assertThat(run("artifact", "ls", "@best").out())
        .isEqualTo(
            """
            name             size  media_type
            notes/lines.txt  19 B  text/plain
            bytes.bin        4 B   application/octet-stream
            """);
    assertThat(
            run("artifact", "ls", "files:1@best", "--format", "csv", "--cols", "name,sha256").out())
        .contains(
            "notes/lines.txt,9cc5af49d4bba88d7d6af1eacbe01e3fe5086157c3f7e48417934bd6845959b4");
  }

  @Test
  void printsAnArtifactAsItIs() {
    assertThat(run("artifact", "cat", "files:1@best:notes/lines.txt").out()).isEqualTo(TEXT);
    assertThat(run("artifact", "cat", "@best:bytes.bin").out()).isEqualTo("\0\1\2\2");
    assertThat(run("artifact", "cat", "@best").err()).contains("has 2 artifacts; name one");
    assertThat(run("artifact", "cat", "@best:gone").err()).contains("[notes/lines.txt, bytes.bin]");
  }

  @Test
  void aTerminalGetsTextAlone() {
    CliRun terminal = CliRun.in(directory).onTerminal(80);
    assertThat(terminal.run("artifact", "cat", "@best:notes/lines.txt").out()).isEqualTo(TEXT);
    CliRun.Outcome refused = terminal.run("artifact", "cat", "@best:bytes.bin");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("not text").contains("metalab artifact get");
  }

  @Test
  void aDocumentHoldsTextOrBase64() {
    Map<String, ?> text = run("artifact", "cat", "@best:notes/lines.txt", "--json").object("data");
    assertThat(text.get("encoding")).isEqualTo("utf-8");
    assertThat(text.get("content")).isEqualTo(TEXT);
    Map<String, ?> bytes = run("artifact", "cat", "@best:bytes.bin", "--json").object("data");
    assertThat(bytes.get("encoding")).isEqualTo("base64");
    assertThat(bytes.get("content")).isEqualTo("AAECAg==");
  }

  @Test
  void copiesOneOrAllArtifacts() throws IOException {
    assertThat(run("artifact", "get", "@best:notes/lines.txt").err()).contains("lines.txt  19 B");
    assertThat(directory.resolve("lines.txt")).hasContent(TEXT);
    run("artifact", "get", "@best:bytes.bin", "-o", "some/where.bin");
    assertThat(directory.resolve("some/where.bin")).hasBinaryContent(new byte[] {0, 1, 2, 2});
    run("artifact", "get", "@best", "-o", "all");
    assertThat(files())
        .containsExactly(
            Path.of("all/bytes.bin"),
            Path.of("all/notes/lines.txt"),
            Path.of("lines.txt"),
            Path.of("some/where.bin"));
  }

  @Test
  void overwritesNothingUnlessTold() throws IOException {
    Path file = directory.resolve("lines.txt");
    Files.writeString(file, "mine");
    CliRun.Outcome refused = run("artifact", "get", "@best:notes/lines.txt");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is there already").contains("--overwrite");
    assertThat(file).hasContent("mine");
    assertThat(run("artifact", "get", "@best:notes/lines.txt", "--overwrite").exitCode()).isZero();
    assertThat(file).hasContent(TEXT);
    Files.createDirectories(directory.resolve("all"));
    Files.writeString(directory.resolve("all/bytes.bin"), "mine");
    run("artifact", "get", "@best", "-o", "all");
    assertThat(directory.resolve("all/notes")).doesNotExist();
  }

  @Test
  void followsNoLinkOutOfTheDirectory() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path all = Files.createDirectory(directory.resolve("all"));
    Files.createSymbolicLink(all.resolve("notes"), outside);
    CliRun.Outcome refused = run("artifact", "get", "@best", "-o", "all");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("leads out of");
    assertThat(files()).isEmpty();
  }

  @Test
  void damagedBytesAreToldAndLeaveNoFile() throws IOException {
    Path artifacts = directory.resolve("runs/.metalab/artifacts");
    try (Stream<Path> stored = Files.walk(artifacts)) {
      for (Path file : stored.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) == TEXT.length()) {
          Files.writeString(file, TEXT.replace("first", "FIRST"));
        }
      }
    }
    assertThat(run("artifact", "get", "@best:notes/lines.txt").exitCode()).isEqualTo(4);
    assertThat(files()).isEmpty();
    assertThat(run("artifact", "cat", "@best:notes/lines.txt").exitCode()).isEqualTo(4);
  }
}
