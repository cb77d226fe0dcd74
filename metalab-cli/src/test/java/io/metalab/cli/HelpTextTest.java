package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      List<String> lines = HelpText.of(Commands.METALAB.groups(), command);
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
        HelpText.of(Commands.METALAB.groups(), root).stream()
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .filter(root.getSubcommands()::containsKey)
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(root.getSubcommands().keySet());
  }

  @Command(name = "draw", description = "Draws runs.", footer = "metalab draw 3")
  @SuppressWarnings("UnusedVariable") // the help reads their annotations
  private static final class Draw {
    @Parameters(paramLabel = "N", description = "How many.")
    int count;

    @Option(
        names = {"-f", "--from"},
        paramLabel = "FILE",
        description =
            "Where they are; a file such as .data.csv, whose name is never broken at a .dot.")
    String file = "";
  }

  @Test
  void ofOneTellsWhatItTakesByItselfFirst() {
    CommandLine draw = new CommandLine(new Draw());
    new CommandLine(new GlobalOptions()).addSubcommand(draw);
    List<String> lines = HelpText.of(Commands.METALAB.groups(), draw);
    assertThat(lines.subList(0, 12))
        .containsExactly(
            "Usage: metalab draw N [OPTIONS]",
            "Draws runs.",
            "",
            "Arguments:",
            "  N                       How many.",
            "",
            "Options:",
            "  -f, --from FILE         Where they are; a file such as .data.csv, whose name",
            "                          is never broken at a .dot.",
            "",
            "Options of every command:",
            "  -s, --store STORE       Path or URI of the store; ./runs unless set.");
    assertThat(lines).endsWith("", "Examples:", "  metalab draw 3");
  }

  @Test
  void optionsComeFirstWhereAllThatFollowsAnArgumentIsSomebodyElses() {
    CommandLine draw = new CommandLine(new Draw());
    new CommandLine(new GlobalOptions()).addSubcommand(draw);
    draw.setStopAtPositional(true);
    assertThat(HelpText.of(Commands.METALAB.groups(), draw))
        .startsWith("Usage: metalab draw [OPTIONS] N");
  }
}
