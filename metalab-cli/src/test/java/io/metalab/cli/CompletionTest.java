package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell offers behind the words of a line, with a store of two studies. */
class CompletionTest {
  @TempDir static Path directory;

  @BeforeAll
  static void runStudies() throws IOException {
    for (String study : List.of("sums", "more")) {
      Files.writeString(
          directory.resolve(study + ".yaml"),
          "{study: %s, version: '0.1', operation: test.add, sweep: {grid: {a: [1, 2]}}}"
              .formatted(study));
      CliRun.in(directory).run("run", study + ".yaml");
    }
  }

  private static List<String> lines(String... words) {
    String[] line = Stream.concat(Stream.of("__complete"), Stream.of(words)).toArray(String[]::new);
    CliRun.Outcome outcome = CliRun.in(directory).run(line);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().toList();
  }

  private static List<String> complete(String... words) {
    return lines(words).stream().map(line -> line.split("\t", -1)[0]).toList();
  }

  @Test
  void commandsHaveTheirDescriptions() {
    assertThat(lines(""))
        .contains(
            "completion\tPrint the script that lets a shell complete commands, options, studies,"
                + " runs and fields.");
    assertThat(complete("s")).containsExactly("script", "status", "show", "sensitivity", "store");
    assertThat(complete()).isEqualTo(complete(""));
    assertThat(complete("store", "")).contains("info");
    assertThat(complete("-s", "runs", "res")).containsExactly("resume");
  }

  @Test
  void optionsAreThoseOfTheCommandAndOfAll() {
    assertThat(complete("ls", "--re")).containsExactly("--replicates");
    assertThat(complete("ls", "--")).contains("--where", "--store", "--json");
    assertThat(complete("ls", "-")).contains("-C", "--where").doesNotContain("-s");
    assertThat(complete("ls", "--", "--re")).isEmpty();
  }

  @Test
  void studiesAreThoseOfTheStore() {
    assertThat(lines("status", "")).containsExactly("sums\tgrid a(2)", "more\tgrid a(2)");
    assertThat(complete("resume", "su")).containsExactly("sums");
    assertThat(complete("resume", "sums:")).containsExactly("sums:0.1");
    assertThat(complete("status", "-s", "elsewhere", "")).isEmpty();
    assertThat(complete("-C", "elsewhere", "-s", directory + "/runs", "status", "m"))
        .containsExactly("more");
  }

  @Test
  void runsAreIdsAndNames() {
    assertThat(complete("show", "@")).containsExactly("@last", "@best", "@failed");
    List<String> all = lines("show", "");
    assertThat(all).hasSize(7).anyMatch(line -> line.matches("[0-9a-f]{8}\tsuccess a=1 .*"));
    String id = all.get(3).substring(0, 8);
    assertThat(complete("log", id.substring(0, 6))).containsExactly(id);
    assertThat(complete("why", id.substring(0, 6))).containsExactly(":files", id);
  }

  @Test
  void fieldsAreThoseOfTheStudyAndOfRecords() {
    assertThat(complete("ls", "--sort", "su")).containsExactly("sum");
    assertThat(complete("ls", "--sort", "a,su")).containsExactly("a,sum");
    assertThat(complete("ls", "--sort=a,su")).containsExactly("--sort=a,sum");
    assertThat(complete("ls", "--cols", "metrics.")).containsExactly("metrics.sum");
    assertThat(complete("ls", "--where", "dur")).containsExactly("duration");
    assertThat(complete("ls", "--where", "'dur")).containsExactly("duration");
    assertThat(complete("ls", "sums", "--group-by", "")).contains("a", "b", "status");
    assertThat(complete("resume", "-p", "a")).containsExactly("a=");
  }

  @Test
  void choicesAreListed() {
    assertThat(complete("ls", "--format", "")).contains("table", "csv", "markdown", "latex");
    assertThat(complete("ls", "--format=la")).containsExactly("--format=latex");
    assertThat(complete("ls", "--color", "n")).containsExactly("never");
    assertThat(complete("completion", "")).containsExactly("bash", "zsh", "fish");
    assertThat(complete("run", "--executor", "t")).containsExactly("thread");
    assertThat(lines("op", "show", "test.a")).containsExactly("test.add\tAdds two numbers.");
  }

  @Test
  void filesAreLeftToTheShell() {
    assertThat(complete("run", "")).containsExactly(":files");
    assertThat(complete("export", "-o", "x")).containsExactly(":files");
    assertThat(complete("-s", "r")).containsExactly(":files");
  }

  @Test
  void aLineThatDoesNotParseHasNoCandidatesAndNoError() {
    assertThat(complete("nothing", "")).isEmpty();
    assertThat(complete("ls", "--unknown", "x", "--nor", "")).isEmpty();
    assertThat(complete("show", "xyz")).isEmpty();
    assertThat(complete("ls", "one", "two", "")).isEmpty();
  }

  @Test
  void aFreeValueHasNone() {
    assertThat(complete("ls", "--limit", "")).isEmpty();
    assertThat(complete("artifact", "cat", "@")).containsExactly("@last", "@best", "@failed");
    assertThat(complete("artifact", "cat", "t")).isEmpty();
  }

  @Test
  void eachScriptIsPrinted() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      CliRun.Outcome outcome = CliRun.in(directory).run("completion", shell);
      assertThat(outcome.out()).contains("metalab completion " + shell, "__complete");
      assertThat(
              CliRun.in(directory).run("completion", shell, "--json").object("data").get("script"))
          .isEqualTo(outcome.out());
    }
    assertThat(CliRun.in(directory).run("completion", "tcsh").exitCode()).isEqualTo(2);
    assertThat(CliRun.in(directory).run("completion").err()).contains("SHELL");
  }
}
