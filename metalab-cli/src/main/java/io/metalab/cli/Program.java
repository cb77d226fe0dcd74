package io.metalab.cli;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A program of several commands, all of which take the same options, print the same documents and
 * end with the same exit codes.
 *
 * @param name how it is called
 * @param description what it is for, in lines
 * @param examples lines to copy
 * @param exitCodes what they mean, by code
 * @param groups names of commands by what people come for; commands of no group come last
 * @param commands makes the objects that picocli reads, by name, in their order
 */
public record Program(
    String name,
    List<String> description,
    List<String> examples,
    Map<String, String> exitCodes,
    Map<String, List<String>> groups,
    Map<String, Supplier<Object>> commands) {
  public Program {
    requireNonNull(name, "name");
    description = List.copyOf(description);
    examples = List.copyOf(examples);
    exitCodes = ImmutableMap.copyOf(exitCodes);
    groups = ImmutableMap.copyOf(groups);
    commands = ImmutableMap.copyOf(commands);
  }

  /**
   * Returns the parser of a command line. Reading a command's annotations takes longer than most
   * commands do, so only the commands whose names stand in the line are added, if there are any.
   */
  public CommandLine commandLine(GlobalOptions options, List<String> args) {
    CommandLine root = new CommandLine(options);
    boolean named = !args.contains("--help") && commands.keySet().stream().anyMatch(args::contains);
    commands.forEach(
        (command, make) -> {
          if (!named || args.contains(command)) {
            root.addSubcommand(command, make.get());
          }
        });
    CommandSpec spec = root.getCommandSpec().name(name);
    spec.usageMessage()
        .description(description.toArray(String[]::new))
        .footer(examples.toArray(String[]::new))
        .exitCodeList(exitCodes);
    return configured(root);
  }

  static CommandLine configured(CommandLine root) {
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        // The @ of @best names a run, never a file of arguments.
        .setExpandAtFiles(false);
  }

  /** Returns the names of the commands that may follow a command. */
  Set<String> names(CommandLine command) {
    return command.getParent() == null ? commands.keySet() : command.getSubcommands().keySet();
  }

  /** Returns the names of the options of a command. */
  static Collection<String> optionNames(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }
}
