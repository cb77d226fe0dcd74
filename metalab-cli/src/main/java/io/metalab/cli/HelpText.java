package io.metalab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What {@code --help} prints of a command: its form, what it does, what it takes by itself, what
 * every command takes, and examples, which are lines to copy and so never broken.
 */
final class HelpText {
  private static final int COLUMNS = 80;
  private static final String OPTIONS = "[OPTIONS]";

  /** Where meanings of arguments and options begin. */
  private static final int MEANING = 26;

  /** Where meanings of commands and exit codes begin. */
  private static final int SHORT_MEANING = 15;

  private final Map<String, List<String>> groups;
  private final CommandLine command;
  private final CommandSpec spec;
  private final List<String> lines = new ArrayList<>();

  private HelpText(Map<String, List<String>> groups, CommandLine command) {
    this.groups = groups;
    this.command = command;
    this.spec = command.getCommandSpec();
  }

  /**
   * Returns the lines.
   *
   * @param groups names of commands by what people come for; others follow
   */
  static List<String> of(Map<String, List<String>> groups, CommandLine command) {
    HelpText help = new HelpText(groups, command);
    help.write();
    return help.lines;
  }

  private void write() {
    lines.add("Usage: " + synopsis(spec));
    for (String line : spec.usageMessage().description()) {
      lines.addAll(folded("", plain(line), 0));
    }
    if (!spec.positionalParameters().isEmpty()) {
      heading("Arguments:");
      spec.positionalParameters()
          .forEach(parameter -> row(MEANING, parameter.paramLabel(), parameter.description()));
    }
    boolean isRoot = command.getParent() == null;
    if (isRoot) {
      commandsInGroups();
    } else if (!command.getSubcommands().isEmpty()) {
      heading("Commands:");
      command.getSubcommands().forEach(this::command);
    }
    options(isRoot ? "Options, which every command takes, too:" : "Options:", false);
    options("Options of every command:", true);
    String[] examples = spec.usageMessage().footer();
    if (examples.length > 0) {
      heading("Examples:");
      List.of(examples).forEach(example -> lines.add("  " + plain(example)));
    }
    if (isRoot) {
      heading("Exit codes:");
      spec.usageMessage()
          .exitCodeList()
          .forEach((code, meaning) -> row(SHORT_MEANING, code, meaning));
    }
  }

  private void commandsInGroups() {
    Map<String, CommandLine> others = new LinkedHashMap<>(command.getSubcommands());
    groups.forEach(
        (title, names) -> {
          heading(title + ":");
          for (String name : names) {
            CommandLine member = others.remove(name);
            if (member != null) {
              command(name, member);
            }
          }
        });
    if (!others.isEmpty()) {
      heading("Others:");
      others.forEach(this::command);
    }
  }

  private void command(String name, CommandLine member) {
    UsageMessageSpec usage = member.getCommandSpec().usageMessage();
    if (!usage.hidden()) {
      row(SHORT_MEANING, name, usage.description()[0]);
    }
  }

  private void options(String title, boolean inherited) {
    List<OptionSpec> options =
        spec.options().stream().filter(option -> option.inherited() == inherited).toList();
    if (!options.isEmpty()) {
      heading(title);
      options.forEach(option -> row(MEANING, label(option), option.description()));
    }
  }

  private void heading(String title) {
    lines.add("");
    lines.add(title);
  }

  private void row(int column, String label, String... meaning) {
    lines.addAll(folded("  " + label, plain(String.join(" ", meaning)), column));
  }

  /** Breaks a text between words; its lines begin at a column, the first behind a label. */
  private static List<String> folded(String label, String text, int column) {
    List<String> folded = new ArrayList<>();
    String line = label;
    boolean empty = true;
    if (column > 0 && label.length() > column - 2) {
      folded.add(line);
      line = "";
    }
    line += " ".repeat(Math.max(0, column - line.length()));
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        folded.add(line);
        line = " ".repeat(column);
        empty = true;
      }
      line += (empty ? "" : " ") + word;
      empty = false;
    }
    folded.add(line);
    return folded;
  }

  /**
   * Returns how a command is written, such as {@code metalab run STUDY [OPTIONS]}; options that
   * have to come first do.
   */
  static String synopsis(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    words.add(spec.qualifiedName());
    if (!spec.subcommands().isEmpty()) {
      words.add("COMMAND");
    }
    boolean optionsFirst = spec.parser().stopAtPositional();
    if (optionsFirst) {
      words.add(OPTIONS);
    }
    spec.positionalParameters().forEach(parameter -> words.add(synopsis(parameter)));
    if (!optionsFirst) {
      words.add(OPTIONS);
    }
    return String.join(" ", words);
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  /** Returns an option with its value, such as {@code -j, --workers N}. */
  static String label(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.arity().max() == 0) {
      return names;
    }
    String split = option.splitRegex();
    String value = option.paramLabel() + (split.isEmpty() ? "" : "[" + split + "...]");
    return names + (option.arity().min() == 0 ? "[=" + value + "]" : " " + value);
  }

  /** Returns a text of a command's model without what is meant for a formatter. */
  static String plain(String text) {
    return text.replace("%%", "%").replace("%n", "");
  }
}
