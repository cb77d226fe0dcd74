package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real shells, into which a line and the Tab key are typed. The command they complete for is a
 * stand-in that answers as metalab does and otherwise writes down how it was called.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class CompletionIT {
  private static final String STAND_IN =
      """
      #!/bin/sh
      if [ "$1" = __complete ]; then
        exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' io.metalab.cli.Main "$@"
      fi
      printf '<%%s>' "$@" > '%s'
      """;
  private static final String STUDY =
      "{study: koopman, version: '0.1', operation: {command: ['true']}, sweep: {grid: {lr: [1]}}}";

  @TempDir Path directory;
  private Path called = Path.of("");

  @BeforeEach
  void runAStudy() throws IOException {
    called = directory.resolve("called");
    Files.writeString(directory.resolve("study.yaml"), STUDY);
    Outcome run = JavaProcess.metalab(directory, "run", "study.yaml");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path standIn = Files.createDirectory(directory.resolve("bin")).resolve("metalab");
    Files.writeString(
        standIn,
        STAND_IN.formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            ManagementFactory.getRuntimeMXBean().getClassPath(),
            called));
    Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String shell : List.of("bash", "zsh", "fish")) {
      Files.writeString(
          directory.resolve("completion." + shell),
          JavaProcess.metalab(directory, "completion", shell).out());
    }
  }

  private Outcome shell(String... command) {
    List<String> words = new ArrayList<>(List.of("env"));
    words.add("PATH=" + directory.resolve("bin") + ":" + System.getenv("PATH"));
    words.add("HOME=" + directory);
    words.addAll(List.of(command));
    return JavaProcess.run(directory, words);
  }

  private void needs(String program) {
    Needs.that(
        JavaProcess.run(directory, List.of("sh", "-c", "command -v " + program)).exitCode() == 0,
        "%1$s (package %1$s)".formatted(program));
  }

  /** Returns how the command is called when the Tab key has completed a line. */
  private String typed(String setup, String line, String... shell) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(
        Path.of("src/test/resources/io/metalab/it/type_tab.py").toAbsolutePath().toString());
    command.addAll(List.of(setup, line));
    command.addAll(List.of(shell));
    Files.deleteIfExists(called);
    Outcome outcome = shell(command.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return Files.readString(called);
  }

  private void completes(String setup, String... shell) throws IOException {
    needs("python3");
    needs(shell[0]);
    String id =
        JavaProcess.metalab(directory, "ls", "--cols", "id", "--format", "tsv")
            .out()
            .lines()
            .toList()
            .get(1);
    assertThat(typed(setup, "metalab status koo", shell)).isEqualTo("<status><koopman>");
    assertThat(typed(setup, "metalab compare koopman:0", shell))
        .isEqualTo("<compare><koopman:0.1>");
    assertThat(typed(setup, "metalab show " + id.substring(0, 5), shell))
        .isEqualTo("<show><" + id.substring(0, 8) + ">");
    assertThat(typed(setup, "metalab ls --format=mark", shell))
        .isEqualTo("<ls><--format=markdown>");
    assertThat(typed(setup, "metalab ls --sort status,finis", shell))
        .isEqualTo("<ls><--sort><status,finished>");
    assertThat(typed(setup, "metalab run stu", shell)).isEqualTo("<run><study.yaml>");
    assertThat(typed(setup, "metalab resume -p l", shell)).isEqualTo("<resume><-p><lr=>");
  }

  @Test
  void bashCompletes() throws IOException {
    completes("source ./completion.bash", "bash", "--norc", "--noprofile", "-i");
  }

  @Test
  void zshCompletes() throws IOException {
    completes("autoload -Uz compinit; compinit -D -u; source ./completion.zsh", "zsh", "-f", "-i");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metalab status koo        | koopman\tgrid lr(1)",
        "metalab compare koopman:0 | koopman:0.1\tgrid lr(1)",
        "metalab ls --format=mark  | --format=markdown",
        "metalab ls --format mark  | markdown",
        "metalab run stu           | study.yaml",
        "metalab comple            | completion\tPrint the script that lets a shell complete"
            + " commands, options, studies, runs and fields."
      })
  void fishCompletes(String line, String candidate) {
    needs("fish");
    Outcome outcome = shell("fish", "-c", "source ./completion.fish; complete -C'" + line + "'");
    assertThat(outcome.out()).as(outcome.err()).isEqualTo(candidate + "\n");
  }
}
