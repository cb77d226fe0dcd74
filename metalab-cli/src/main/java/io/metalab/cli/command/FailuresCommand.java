package io.metalab.cli.command;

import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.core.results.Results;
import io.metalab.core.run.FailureReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups failures by kind. */
@Command(
    name = "failures",
    description = {
      "Group the failures of runs by kind: type, message without what differs, place in the code.",
      "Failures that a later attempt has replaced are listed apart."
    },
    footer = {
      "metalab failures koopman",
      "metalab failures --where \"lr > 0.1\" --format csv --cols count,type,message"
    })
public final class FailuresCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Only runs for which this holds, such as \"params.lr > 0.01\".")
  List<String> where = List.of();

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    String id = study == null ? "" : Studies.find(store, study);
    Results results = Results.of(store, id);
    for (String expression : where) {
      results = results.where(expression);
    }
    FailureReport report = FailureReport.of(store, results);
    return new CommandResult.Listing(
        ExitCode.OK,
        FailuresView.table(report),
        terminal -> FailuresView.show(report, context.storeFlag(), terminal));
  }
}
