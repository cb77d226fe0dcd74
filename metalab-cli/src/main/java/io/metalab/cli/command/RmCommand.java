package io.metalab.cli.command;

import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.RunSelection;
import io.metalab.cli.output.CommandResult;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes runs. */
@Command(
    name = "rm",
    description = {
      "Remove runs with their records; runs that are being executed stay.",
      "What the study still plans is executed again by its next run or resume. The artifacts stay"
          + " until metalab gc."
    },
    footer = {
      "metalab rm koopman --where \"status == 'failed'\" --dry-run",
      "metalab rm @failed --yes"
    })
public final class RmCommand implements CliCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "STUDY|RUN",
      description = "Studies, and runs: first digits of an id, @last, @best or @failed.")
  List<String> subjects = List.of();

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Only those runs of the studies, or of all, for which this holds.")
  List<String> where = List.of();

  @Option(names = "--dry-run", description = "Show what would be removed, and remove nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where nobody can answer.")
  boolean yes;

  @Override
  public CommandResult run(CliContext context) {
    Store store = dryRun ? context.readStore() : context.writeStore();
    AnnotationStore annotations = Annotations.of(store);
    Removal removal =
        Removal.of(RunSelection.of(store, subjects, where), Manifests.of(store).all().keySet());
    if (!dryRun && !removal.isEmpty()) {
      context.confirm(yes, removal.question());
      removal.apply(annotations);
    }
    return CommandResult.of(removal.data(dryRun), terminal -> removal.show(dryRun, terminal));
  }
}
