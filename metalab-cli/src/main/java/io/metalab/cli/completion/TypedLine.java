package io.metalab.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words of a command line up to where a person is typing; it need not be a line that parses.
 *
 * @param command the command that they name
 * @param values the values of the options among them, by the longest name of the option
 * @param positionals the words that are neither commands nor options
 * @param open the option whose value is being typed
 * @param atOption whether the name of an option is being typed
 * @param typed what has been typed of the last word, or of the value in it
 * @param before what stands before that in the last word
 */
record TypedLine(
    CommandSpec command,
    Map<String, String> values,
    List<String> positionals,
    Optional<OptionSpec> open,
    boolean atOption,
    String typed,
    String before) {
  /**
   * Reads the words.
   *
   * @param root the parser of the whole
   * @param words those behind the program's name, the last of them being typed
   */
  static TypedLine read(CommandLine root, List<String> words) {
    CommandLine command = root;
    Map<String, String> values = new LinkedHashMap<>();
    List<String> positionals = new ArrayList<>();
    Optional<OptionSpec> open = Optional.empty();
    boolean optionsEnded = false;
    for (String word : words.subList(0, words.size() - 1)) {
      if (open.isPresent()) {
        values.put(open.get().longestName(), word);
        open = Optional.empty();
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else if (isOption(word) && !optionsEnded) {
        Optional<OptionSpec> option = option(command, name(word));
        if (word.contains("=")) {
          option.ifPresent(o -> values.put(o.longestName(), word.substring(word.indexOf('=') + 1)));
        } else {
          open = option.filter(o -> o.arity().min() > 0);
        }
      } else if (positionals.isEmpty() && command.getSubcommands().containsKey(word)) {
        command = command.getSubcommands().get(word);
      } else {
        positionals.add(word);
      }
    }
    // A shell hands over a quote that is still open.
    String last = words.get(words.size() - 1).replaceFirst("^[\"']", "");
    String before = "";
    if (open.isEmpty() && !optionsEnded && isOption(last) && last.contains("=")) {
      open = option(command, name(last));
      before = last.substring(0, last.indexOf('=') + 1);
    }
    if (open.isPresent() && !open.get().splitRegex().isEmpty()) {
      before = last.substring(0, Math.max(before.length(), last.lastIndexOf(',') + 1));
    }
    return new TypedLine(
        command.getCommandSpec(),
        values,
        positionals,
        open,
        open.isEmpty() && !optionsEnded && last.startsWith("-"),
        last.substring(before.length()),
        before);
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  private static String name(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private static Optional<OptionSpec> option(CommandLine command, String name) {
    return Optional.ofNullable(command.getCommandSpec().findOption(name));
  }
}
