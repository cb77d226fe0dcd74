package io.metalab.cli;

import io.metalab.cli.config.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the reference of the command line from the model that parses it. */
final class CliReference {
  private static final String INTRODUCTION =
      """
      # Command line

      <!-- Written from the model of the command line by CliReferenceTest, which says how to write it anew. -->

      Data goes to stdout, all else to stderr. `--json` prints exactly one document, `{"ok":true,"data":…,"meta":…}` or
      `{"ok":false,"error":…}`, also when the command fails; lists come as `--format table`, `tsv`, `csv`, `ndjson`, `json`, `markdown` or
      `latex`. Ids may be shortened as long as they are unique. `@last` is the run that started last, `@failed` the last that failed, `@best`
      the best one by the goal of its study; `koopman@best` is that of one study. Conditions (`--where`) are described in
      [results.md](results.md), study files in [study-yaml.md](study-yaml.md).
      """;

  private static final String VARIABLES =
      """
      A setting is taken from the first of: the option, the variable, the study's `run:`, `.metalab.local.toml` and `.metalab.toml` in the
      working directory or above it, the user's `~/.config/metalab/config.toml`, the default. `metalab doctor --config` shows each with its origin.

      """;

  private static final Map<String, String> OTHER_VARIABLES =
      Map.of(
          "CLICOLOR_FORCE", "colour although the output is no terminal",
          "METALAB_JAVA_OPTS", "options of the JVM that the launcher starts, such as `-Xmx8g`",
          "NO_COLOR", "no colour, whatever its value");

  private final StringBuilder text = new StringBuilder();

  private CliReference() {}

  /** Returns the reference in Markdown. */
  static String markdown() {
    CommandLine root = Commands.commandLine(new GlobalOptions(), List.of("--help"));
    CliReference reference = new CliReference();
    reference.text.append(INTRODUCTION);
    List<CommandLine> commands = new ArrayList<>();
    leaves(root, commands);
    reference.contents(commands);
    commands.forEach(reference::command);
    reference.heading("Options of every command");
    reference.options(root.getCommandSpec());
    reference.heading("Exit codes");
    reference.exitCodes(root.getCommandSpec());
    reference.heading("Environment");
    reference.environment();
    return reference.text.toString();
  }

  /** Collects the commands that do something, in their order. */
  static void leaves(CommandLine command, List<CommandLine> into) {
    if (command.getSubcommands().isEmpty()) {
      into.add(command);
    }
    command.getSubcommands().values().stream()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .forEach(sub -> leaves(sub, into));
  }

  /** Returns the command lines that a command gives as examples. */
  static List<String> examples(CommandLine command) {
    return Arrays.stream(command.getCommandSpec().usageMessage().footer())
        .map(String::strip)
        .map(HelpText::plain)
        .toList();
  }

  private void heading(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  private void contents(List<CommandLine> commands) {
    text.append("\n| command | what it does |\n|---|---|\n");
    for (CommandLine command : commands) {
      CommandSpec spec = command.getCommandSpec();
      String name = spec.qualifiedName();
      text.append(
          "| [`%s`](#%s) | %s |%n"
              .formatted(name, name.replace(' ', '-'), description(spec).get(0))
              .replace("\r", ""));
    }
  }

  private void command(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    heading(spec.qualifiedName());
    description(spec).forEach(line -> text.append(line).append('\n'));
    text.append("\n```\n").append(HelpText.synopsis(spec)).append("\n```\n");
    List<OptionSpec> own = spec.options().stream().filter(option -> !option.inherited()).toList();
    if (!own.isEmpty() || !spec.positionalParameters().isEmpty()) {
      text.append('\n');
      header("argument");
      spec.positionalParameters().forEach(param -> row(param.paramLabel(), param.description()));
      own.forEach(option -> row(HelpText.label(option), option.description()));
    }
    List<String> examples = examples(command);
    if (!examples.isEmpty()) {
      text.append("\n```console\n");
      examples.forEach(example -> text.append("$ ").append(example).append('\n'));
      text.append("```\n");
    }
  }

  private static List<String> description(CommandSpec spec) {
    return Arrays.stream(spec.usageMessage().description()).map(HelpText::plain).toList();
  }

  private void options(CommandSpec spec) {
    header("option");
    spec.options().forEach(option -> row(HelpText.label(option), option.description()));
  }

  private void header(String first) {
    text.append("| ").append(first).append(" | meaning |\n|---|---|\n");
  }

  private void row(String code, String... description) {
    String meaning =
        Arrays.stream(description).map(HelpText::plain).collect(Collectors.joining(" "));
    text.append("| `").append(code.replace("|", "\\|")).append("` | ");
    text.append(meaning.replace("|", "\\|")).append(" |\n");
  }

  private void exitCodes(CommandSpec spec) {
    text.append("| code | meaning |\n|---|---|\n");
    spec.usageMessage()
        .exitCodeList()
        .forEach(
            (code, meaning) ->
                text.append("| %s | %s |\n".formatted(code, HelpText.plain(meaning))));
  }

  private void environment() {
    text.append(VARIABLES);
    text.append("| variable | in files | default | what it says |\n|---|---|---|---|\n");
    for (Key key : Key.values()) {
      text.append(
          "| `%s` | `%s` | `%s` | %s |\n"
              .formatted(key.variable(), key.path(), key.defaultValue(), key.doc()));
    }
    OTHER_VARIABLES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            other ->
                text.append("| `%s` | | | %s |\n".formatted(other.getKey(), other.getValue())));
  }
}
