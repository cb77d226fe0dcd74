package io.metalab.cli.command;

import io.metalab.api.RunId;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.RunSelection;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Show;
import io.metalab.core.results.AnnotationWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds labels to runs and drops them. */
@Command(
    name = "tag",
    preprocessor = DroppedTags.class,
    description = {
      "Add tags to runs (+TAG) and drop them (-TAG).",
      "Tags are outside a run's id and results; metalab ls --where \"tag in ['keep']\" finds them."
    },
    footer = {"metalab tag @best +keep -draft", "metalab tag koopman --where \"loss < 0.1\" +good"})
public final class TagCommand implements CliCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY|RUN|+TAG|-TAG",
      description =
          "Studies, runs (first digits of an id, @last, @best, @failed), and tags to add or drop.")
  List<String> words = List.of();

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Only those runs of the studies for which this holds.")
  List<String> where = List.of();

  @Override
  public CommandResult run(CliContext context) {
    List<String> subjects = new ArrayList<>();
    List<String> add = new ArrayList<>();
    List<String> drop = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("+")) {
        add.add(checked(word, 1));
      } else if (DroppedTags.isMarked(word)) {
        drop.add(checked(DroppedTags.unmarked(word), 1));
      } else {
        subjects.add(word);
      }
    }
    check(add, drop);
    Store store = context.writeStore();
    AnnotationStore annotations = Annotations.of(store);
    RunSelection selection = RunSelection.of(store, subjects, where);
    List<RunId> runs = new ArrayList<>();
    selection.forEach(run -> runs.add(run.runId()));
    try (AnnotationWriter writer = new AnnotationWriter(annotations)) {
      runs.forEach(run -> writer.submit(target -> target.tag(run, add, drop)));
    }
    return CommandResult.of(
        data(runs, add, drop),
        terminal ->
            terminal.out(
                "tagged %s: %s".formatted(Show.count(runs.size(), "run"), shown(add, drop))));
  }

  private static String shown(List<String> add, List<String> drop) {
    return Stream.concat(add.stream().map(tag -> "+" + tag), drop.stream().map(tag -> "-" + tag))
        .map(Show::printable)
        .collect(Collectors.joining(" "));
  }

  private static void check(List<String> add, List<String> drop) {
    if (add.isEmpty() && drop.isEmpty()) {
      throw CliException.usage("No tag to add (+TAG) or to drop (-TAG) is given.", "");
    }
    List<String> both = add.stream().filter(drop::contains).toList();
    if (!both.isEmpty()) {
      throw CliException.usage(
          "The tag '%s' is to be added and dropped.".formatted(both.get(0)), "");
    }
  }

  private static String checked(String word, int from) {
    String tag = word.substring(from);
    if (tag.isBlank() || tag.chars().anyMatch(Character::isISOControl)) {
      throw CliException.usage(
          "The tag '%s' must be text, not blank and without control characters."
              .formatted(Show.printable(word)),
          "");
    }
    return tag;
  }

  private static Map<String, Object> data(List<RunId> runs, List<String> add, List<String> drop) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("runs", (long) runs.size());
    data.put("added", add);
    data.put("dropped", drop);
    data.put("ids", runs.stream().map(RunId::hex).toList());
    return data;
  }
}
