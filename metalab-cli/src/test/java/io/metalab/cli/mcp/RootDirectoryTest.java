package io.metalab.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootDirectoryTest {
  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Path root = Files.createDirectories(directory.resolve("root/below"));
    Files.writeString(root.resolve("study.yaml"), "study: a\n");
    Files.writeString(directory.resolve("secret.yaml"), "study: b\n");
    Files.createSymbolicLink(root.resolve("link.yaml"), directory.resolve("secret.yaml"));
    Files.createSymbolicLink(root.resolve("out"), directory);
    Files.createSymbolicLink(root.resolve("inner.yaml"), root.resolve("study.yaml"));
  }

  private Path find(String path) {
    return new RootDirectory(directory.resolve("root")).file("study", path);
  }

  @Test
  void aFileBelowMayBeNamedByARelativeOrAnAbsolutePathOrALink() throws IOException {
    Path real = directory.resolve("root/below/study.yaml").toRealPath();
    assertThat(find("below/study.yaml")).isEqualTo(real);
    assertThat(find(real.toString())).isEqualTo(real);
    assertThat(find("below/../below/./inner.yaml")).isEqualTo(real);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.yaml",
        "/etc/passwd",
        "below/link.yaml",
        "below/out/secret.yaml",
        "below/../../x"
      })
  void noPathLeadsOut(String path) {
    assertThatThrownBy(() -> find(path))
        .isInstanceOfSatisfying(
            ToolException.class,
            e -> assertThat(e.problem().details()).isEqualTo(Map.of("field_path", "study")))
        .hasMessageContaining("leads out of the directory of the server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"below", "nothing.yaml"})
  void whatIsNoFileIsNotFound(String path) {
    assertThatThrownBy(() -> find(path))
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.problem().code()).isEqualTo("not_found"));
  }

  private Path place(String path) {
    return new RootDirectory(directory.resolve("root")).directory("artifact_root", path);
  }

  @Test
  void aDirectoryBelowMayHaveToBeMadeYet() throws IOException {
    Path root = directory.resolve("root").toRealPath();
    assertThat(place("below")).isEqualTo(root.resolve("below"));
    assertThat(place("new/one")).isEqualTo(root.resolve("new/one"));
    assertThat(place(root.resolve("new").toString())).isEqualTo(root.resolve("new"));
    assertThat(place(".")).isEqualTo(root);
    assertThat(root.resolve("new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../new", "/tmp/new", "below/out", "below/out/new/one", "new/../../x"})
  void noDirectoryLeadsOutAndNothingIsMadeThere(String path) {
    assertThatThrownBy(() -> place(path))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("leads out of the directory of the server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"below/study.yaml", "below/inner.yaml", "below/study.yaml/new"})
  void aFileIsNoDirectory(String path) {
    assertThatThrownBy(() -> place(path))
        .isInstanceOfSatisfying(
            ToolException.class,
            e -> assertThat(e.problem().details()).isEqualTo(Map.of("field_path", "artifact_root")))
        .hasMessageContaining("must be a directory");
  }
}
