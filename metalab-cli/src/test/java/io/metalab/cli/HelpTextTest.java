package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTextTest {
  private final CommandLine root = Commands.commandLine(new GlobalOptions(), List.of("--help"));

  private static void collect(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, into));
  }

  @Test
  void fitsATerminalOfEightyColumnsButForExamplesToCopy() {
    List<CommandLine> commands = new ArrayList<>();
    collect(root, commands);
    assertThat(commands).hasSizeGreaterThan(30);
    for (CommandLine command : commands) {
      List<String> lines = HelpText.of(command);
      int examples = lines.indexOf("Examples:");
      assertThat(lines.subList(0, examples < 0 ? lines.size() : examples))
          .as(command.getCommandSpec().qualifiedName())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
          .noneMatch(line -> line.endsWith(" "));
    }
  }

  @Test
  void ofAllNamesEachCommandOnce() {
    List<String> named =
        HelpText.of(root).stream()
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .filter(root.getSubcommands()::containsKey)
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(root.getSubcommands().keySet());
  }

  @Test
  void ofOneTellsWhatItTakesByItselfFirst() {
    List<String> lines = HelpText.of(requireNonNull(root.getSubcommands().get("log")));
    assertThat(lines.subList(0, 14))
        .containsExactly(
            "Usage: metalab log RUN [OPTIONS]",
            "Print the log of a run: what it logged and printed.",
            "",
            "Arguments:",
            "  RUN                     First digits of an id, @last, @best or @failed.",
            "",
            "Options:",
            "  -f, --follow            Go on until the run is over, through all its attempts.",
            "  -n N                    Only the last N lines.",
            "  --level LEVEL           Lines from this level on.",
            "",
            "Options of every command:",
            "  -s, --store STORE       Path or URI of the store; ./runs unless set.",
            "  --json[=FIELD,..]       Print exactly one JSON document, also on failure; only");
  }
}
