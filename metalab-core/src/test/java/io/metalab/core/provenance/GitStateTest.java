package io.metalab.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitStateTest {
  @TempDir Path directory;

  @Test
  void readsCommitAndDirtyFlag() {
    String oid = "0123456789abcdef0123456789abcdef01234567";
    String clean = "# branch.oid " + oid + "\n# branch.head main\n";

    assertThat(GitState.parse(clean)).contains(new GitState(oid, false));
    assertThat(GitState.parse(clean + "1 .M N... 100644 100644 100644 a a pom.xml\n"))
        .contains(new GitState(oid, true));
    assertThat(GitState.parse("# branch.oid (initial)\n# branch.head main\n")).isEmpty();
    assertThat(GitState.parse("")).isEmpty();
  }

  @Test
  void isUnknownWithoutGitOrARepository() {
    assertThat(GitState.find("no-such-git-program", directory)).isEmpty();
    assertThat(GitState.find(directory)).isEmpty();
    assertThat(GitState.find(directory.resolve("nowhere"))).isEmpty();
  }

  @Test
  void asksARealRepository() throws IOException, InterruptedException {
    Needs.that(git("--version"), "git (package git)");
    assertThat(git("init")).isTrue();
    Path file = Files.writeString(directory.resolve("a.txt"), "one");
    assertThat(git("add", "a.txt")).isTrue();
    assertThat(GitState.find(directory)).isEmpty();
    assertThat(git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-m", "one")).isTrue();

    assertThat(GitState.find(directory))
        .hasValueSatisfying(state -> assertThat(state.dirty()).isFalse());
    Files.writeString(directory.resolve("untracked.txt"), "x");
    assertThat(GitState.find(directory).orElseThrow().dirty()).isFalse();
    Files.writeString(file, "two");
    assertThat(GitState.find(directory).orElseThrow().dirty()).isTrue();
  }

  private boolean git(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
