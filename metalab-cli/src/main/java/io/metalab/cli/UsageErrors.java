package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.metalab.cli.output.CliException;
import io.metalab.core.registry.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Tells people what is wrong with a command line that does not parse. */
final class UsageErrors {
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, long.class, Integer.class, Long.class);

  private final Program program;

  UsageErrors(Program program) {
    this.program = program;
  }

  /** Returns the problem of a command line that ends where a command should follow. */
  CliException incomplete(CommandLine command) {
    return CliException.usage(
        "%s needs a command: %s."
            .formatted(
                command.getCommandSpec().qualifiedName(),
                String.join(", ", program.names(command))),
        command.getCommandSpec().qualifiedName() + " --help");
  }

  CliException of(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    return CliException.usage(
        message(e, command), command.getCommandSpec().qualifiedName() + " --help");
  }

  private String message(CommandLine.ParameterException e, CommandLine command) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), command);
    }
    if (e instanceof CommandLine.MissingParameterException missing
        && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing(), command);
    }
    ArgSpec argument = e.getArgSpec();
    if (argument != null && e.getValue() != null) {
      return "The value '%s' of %s must be %s."
          .formatted(e.getValue(), name(argument), rule(argument));
    }
    return requireNonNullElse(e.getMessage(), e.toString());
  }

  private String unmatched(String given, CommandLine command) {
    if (given.startsWith("-")) {
      return "There is no option '%s'.%s"
          .formatted(given, DidYouMean.hint(given, Program.optionNames(command)));
    }
    return command.getSubcommands().isEmpty()
        ? "The argument '%s' is one too many.".formatted(given)
        : noCommand(given, command);
  }

  private String noCommand(String given, CommandLine command) {
    String hint = DidYouMean.hint(given, program.names(command));
    if (command.getParent() == null) {
      return "There is no command '%s'.%s".formatted(given, hint);
    }
    String names = String.join(", ", new TreeSet<>(program.names(command)));
    return "There is no command '%s %s'.%s"
        .formatted(
            command.getCommandName(),
            given,
            hint.isEmpty() ? " Its commands: " + names + "." : hint);
  }

  private static String missing(List<ArgSpec> missing, CommandLine command) {
    List<String> names = missing.stream().map(UsageErrors::named).toList();
    ArgSpec first = missing.get(0);
    boolean valueOnly = first.isOption() && !first.required();
    return valueOnly
        ? "The option %s needs a value: %s.".formatted(name(first), names.get(0))
        : "%s needs %s."
            .formatted(command.getCommandSpec().qualifiedName(), String.join(" and ", names));
  }

  /** Returns an argument as it is typed, such as {@code -o FILE} or {@code STUDY}. */
  private static String named(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.shortestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String rule(ArgSpec argument) {
    Class<?> type = requireNonNull(argument.typeInfo()).getType();
    if (INTEGERS.contains(type)) {
      return "an integer";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
