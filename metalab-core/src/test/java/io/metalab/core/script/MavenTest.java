package io.metalab.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Maven is asked and how its answers are read, with a program in its place. */
class MavenTest {
  private static final List<Coordinates> JARS =
      List.of(new Coordinates("org.a", "b", "1", "linux"), new Coordinates("c", "d", "2", ""));

  @TempDir Path directory;

  private Maven maven(String... lines) throws IOException {
    Path program = directory.resolve("mvn");
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$*\" >> %s/asked\ncp pom.xml %s\nfor last; do :; done\nto=${last#*=}\n%s\n"
            .formatted(directory, directory, String.join("\n", lines)));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new Maven(program.toString());
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(directory.resolve("asked"));
  }

  @Test
  void theLocalRepositoryIsAskedFirst() throws IOException {
    Maven maven = maven("printf '/m2/b-1-linux.jar:/m2/d-2.jar:/m2/e-3.jar\\n' > $to");
    assertThat(maven.find(JARS, false))
        .containsExactly(
            Path.of("/m2/b-1-linux.jar"), Path.of("/m2/d-2.jar"), Path.of("/m2/e-3.jar"));
    assertThat(asked()).hasSize(1).first().asString().contains(" -o ");
    assertThat(Files.readString(directory.resolve("pom.xml")))
        .contains(
            "<groupId>org.a</groupId><artifactId>b</artifactId><version>1</version>"
                + "<classifier>linux</classifier>",
            "<groupId>c</groupId><artifactId>d</artifactId><version>2</version></dependency>");
  }

  @Test
  void whatIsNotThereIsDownloaded() throws IOException {
    Maven maven =
        maven(
            "case \"$*\" in *' -o '*) echo '[ERROR] not here'; exit 1;; esac",
            "echo /m2/d.jar > $to");
    assertThat(maven.find(JARS, false)).containsExactly(Path.of("/m2/d.jar"));
    assertThat(asked()).hasSize(2).last().asString().doesNotContain(" -o ");
  }

  @Test
  void offlineNothingIsDownloadedAndTheReasonIsWhatMavenSays() throws IOException {
    Maven maven =
        maven(
            "echo '[INFO] busy'",
            "printf '\\033[0m'; echo '[ERROR] Failed to execute goal on project script: Could not"
                + " resolve dependencies for project script:script:pom:1: Cannot access central in"
                + " offline mode and the artifact c:d:jar:2 has not been downloaded from it before."
                + " -> [Help 1]'",
            "exit 1");
    assertThatThrownBy(() -> maven.find(JARS, true))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE))
        .hasMessage(
            "org.a:b:1:linux, c:d:2 in //DEPS cannot be had offline, neither from the program's own"
                + " jars nor from the local Maven repository. Maven says: Cannot access central in"
                + " offline mode and the artifact c:d:jar:2 has not been downloaded from it"
                + " before.");
    assertThat(asked()).hasSize(1);
  }

  @Test
  void aMachineWithoutMavenIsToldWhatItIsNeededFor() {
    Maven none = new Maven(directory.resolve("none").toString());
    assertThatThrownBy(() -> none.find(JARS, false))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE))
        .hasMessageStartingWith(
            "org.a:b:1:linux, c:d:2 in //DEPS is not among the program's own jars")
        .hasMessageEndingWith("Install it, or add it to the PATH.");
  }
}
