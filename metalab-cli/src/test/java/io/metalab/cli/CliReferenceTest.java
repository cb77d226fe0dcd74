package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The reference of the command line says what the command line is, and its examples work.
 *
 * <p>{@code mvn -pl metalab-cli -am test -Dtest=CliReferenceTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmetalab.write.docs} writes docs/cli.md anew.
 */
class CliReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "cli.md");
  private static final Path RESULTS = Path.of("..", "docs", "results.md");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir static Path prepared;

  /** With a study that no other has part in. */
  @TempDir static Path screened;

  /** With an experiment of single files. */
  @TempDir static Path programs;

  @BeforeAll
  static void runStudies() throws IOException {
    Files.writeString(
        prepared.resolve("study.yaml"),
        """
        study: koopman
        version: "0.1"
        goal: {metric: loss, minimize: true}
        operation: train
        sweep: {grid: {lr: [0.05, 0.5, 1], width: [16, 32]}}
        seeds: {base: 42, replicates: 2}
        """);
    Files.writeString(
        screened.resolve("screening.yaml"),
        """
        study: screening
        version: "1"
        goal: {metric: loss, minimize: true}
        operation: train
        sweep:
          morris: {trajectories: 4, lr: {uniform: [0.01, 0.5]}, width: {int: [8, 64]}}
        """);
    Path logs = prepared.resolve("runs/2026-11-20T16-02-11-de-risk/logs");
    Files.createDirectories(logs);
    Files.writeString(
        logs.resolve("train.log"), "2026-11-20 16:02:12 | INFO | metric {\"loss\": 0.5}\n");
    assertThat(CliRun.in(screened).run("run", "screening.yaml").err()).contains("exit=0");
    assertThat(CliRun.in(prepared).run("run", "study.yaml").err()).contains("failed=4");
    CliRun.in(programs).run("new", "fit");
    CliRun.in(prepared).run("tag", "@best", "+keep", "+draft");
    CliRun.in(prepared).run("export", "-o", "study.zip");
    CliRun.in(prepared).run("store", "copy", "runs", "machine-a/runs");
    CliRun.in(prepared).run("store", "copy", "runs", "machine-b/runs");
  }

  private static List<CommandLine> commands() {
    List<CommandLine> commands = new ArrayList<>();
    CliReference.leaves(Commands.commandLine(new GlobalOptions(), List.of("--help")), commands);
    return commands;
  }

  @Test
  void theDocumentIsWhatTheCommandLineIs() throws IOException {
    String reference = CliReference.markdown();
    if (System.getProperty("metalab.write.docs") != null) {
      Files.writeString(DOCUMENT, reference);
    }
    assertThat(DOCUMENT)
        .as("docs/cli.md, which this test writes anew with -Dmetalab.write.docs")
        .hasContent(reference);
  }

  @Test
  void everyCommandSaysWhatItDoesAndGivesExamples() {
    for (CommandLine command : commands()) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      assertThat(CliReference.examples(command))
          .as("examples of %s, in the footer of its @Command", name)
          .hasSizeBetween(1, 3)
          .allMatch(example -> example.startsWith(name + " ") || example.equals(name));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleWorks(@TempDir Path directory) {
    return commands().stream()
        .flatMap(command -> CliReference.examples(command).stream())
        .filter(example -> !goesOnUntilItIsEnded(example))
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example, () -> run(example, Files.createTempDirectory(directory, "example"))));
  }

  private static boolean goesOnUntilItIsEnded(String example) {
    return example.startsWith("metalab worker")
        || (example.startsWith("metalab mcp") && !example.contains("--list"));
  }

  @TestFactory
  Stream<DynamicTest> everyLineOfThePageOnResultsWorks(@TempDir Path directory) throws IOException {
    return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(RESULTS))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst(" +(# .*|> \\S+)$", ""))
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line, () -> run(line, Files.createTempDirectory(directory, "line"))));
  }

  private static void run(String example, Path directory) throws IOException {
    copy(prepared(example), directory);
    List<String> words = words(example);
    CliRun.Outcome outcome =
        CliRun.in(directory).run(words.subList(1, words.size()).toArray(String[]::new));
    // Code 3 says that runs failed, as four do here.
    assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, 3);
    assertThat(outcome.out() + outcome.err()).isNotBlank();
  }

  private static Path prepared(String example) {
    if (example.contains(".java")) {
      return programs.resolve("fit");
    }
    return example.contains(" screening") ? screened : prepared;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
