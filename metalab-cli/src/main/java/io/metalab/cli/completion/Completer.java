package io.metalab.cli.completion;

import io.metalab.api.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Finds out what may stand where a person is typing. */
public final class Completer {
  private final TypedLine line;

  private Completer(TypedLine line) {
    this.line = line;
  }

  /**
   * Looks at a command line.
   *
   * @param root the parser of the whole
   * @param words those behind the program's name, the last of them being typed, maybe empty
   */
  public static Completer of(CommandLine root, List<String> words) {
    return new Completer(TypedLine.read(root, words));
  }

  /** Returns the values of the options that have been typed, by the longest name of the option. */
  public Map<String, String> values() {
    return line.values();
  }

  /**
   * Returns what may stand there.
   *
   * @param store opens the store, if what it holds is wanted
   * @param loader sees the plugins
   */
  public List<Candidate> candidates(Supplier<Store> store, ClassLoader loader) {
    List<Candidate> candidates = new ArrayList<>();
    if (line.open().isPresent()) {
      candidates.addAll(new Values(store, loader, line).of(line.open().get()));
    } else if (line.atOption()) {
      line.command().options().stream()
          .filter(option -> !option.hidden())
          .sorted(Comparator.comparing(OptionSpec::longestName))
          .forEach(option -> candidates.add(candidate(option)));
    } else {
      if (line.positionals().isEmpty()) {
        line.command().subcommands().forEach((name, command) -> candidates.add(candidate(command)));
      }
      for (PositionalParamSpec positional : line.command().positionalParameters()) {
        if (positional.index().contains(line.positionals().size())) {
          candidates.addAll(new Values(store, loader, line).of(positional));
        }
      }
    }
    return candidates.stream()
        .filter(
            candidate ->
                candidate.equals(Candidate.FILES) || candidate.value().startsWith(line.typed()))
        .map(this::whole)
        .distinct()
        .toList();
  }

  private Candidate whole(Candidate candidate) {
    return candidate.equals(Candidate.FILES) || line.before().isEmpty()
        ? candidate
        : new Candidate(line.before() + candidate.value(), candidate.description());
  }

  private Candidate candidate(OptionSpec option) {
    String name =
        line.typed().startsWith("--") || option.longestName().startsWith("--")
            ? option.longestName()
            : option.shortestName();
    return new Candidate(name, description(option));
  }

  private static Candidate candidate(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    return new Candidate(
        command.getCommandName(), description.length == 0 ? "" : plain(description[0]));
  }

  private static String description(ArgSpec argument) {
    return Arrays.stream(argument.description()).findFirst().map(Completer::plain).orElse("");
  }

  /** Descriptions are formats. */
  private static String plain(String description) {
    return description.replace("%%", "%").replace("%n", " ");
  }
}
