package io.metalab.cli.tools;

import io.metalab.cli.CommandCalls;
import io.metalab.cli.mcp.ToolAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line from the arguments of a tool. A value is always the end of its option's word or
 * stands behind {@code --}, so that none can be taken for an option.
 */
final class Words {
  private final List<String> words;
  private final List<String> behind = new ArrayList<>();

  private Words(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  /** Starts with a command. */
  static Words of(String... command) {
    return new Words(List.of(command));
  }

  /** Adds an option once for each value. */
  Words options(String name, List<String> values) {
    values.forEach(value -> words.add(name + "=" + value));
    return this;
  }

  /** Adds an option if there is a value. */
  Words option(String name, Optional<String> value) {
    return options(name, value.stream().toList());
  }

  /** Adds an option with a number. */
  Words option(String name, long value) {
    return options(name, List.of(Long.toString(value)));
  }

  /** Adds an option without a value if it is wanted. */
  Words flag(String name, boolean wanted) {
    if (wanted) {
      words.add(name);
    }
    return this;
  }

  /** Adds what stands behind the options. */
  Words then(List<String> values) {
    behind.addAll(values);
    return this;
  }

  /** Runs the command and returns its document. */
  ToolAnswer call(CommandCalls calls) {
    List<String> line = new ArrayList<>(words);
    if (!behind.isEmpty()) {
      line.add("--");
      line.addAll(behind);
    }
    return new ToolAnswer(calls.call(line));
  }
}
