package io.metalab.cli.command;

import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.capture.Serializers;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.RunRefs;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.results.RunDiff;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows in what two runs differ. */
@Command(
    name = "diff",
    description = {
      "Show in what two runs differ: identity, status, metrics, artifacts, environment (env).",
      "Artifacts that are text are compared line by line."
    },
    footer = {"metalab diff @best @failed", "metalab diff @best @last --all"})
public final class DiffCommand implements CliCommand {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "First digits of an id, @last, @best or @failed.")
  String first = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The run to compare it with.")
  String second = "";

  @Option(names = "--all", description = "Show equal fields, too, and times, tags and notes.")
  boolean all;

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    RunRefs refs = new RunRefs(store);
    RunRecord a = refs.find(first);
    RunRecord b = refs.find(second);
    RunDiff diff = RunDiff.of(store, a, b);
    Artifacts artifacts =
        new Artifacts(store, Serializers.load(DiffCommand.class.getClassLoader()));
    List<TextDiff> texts =
        diff.changedArtifacts().stream()
            .flatMap(
                name ->
                    TextDiff.of(artifacts, Artifacts.find(a, name), Artifacts.find(b, name))
                        .stream())
            .toList();
    DiffView view = new DiffView(diff, texts, all);
    return CommandResult.of(view.data(), view::show);
  }
}
