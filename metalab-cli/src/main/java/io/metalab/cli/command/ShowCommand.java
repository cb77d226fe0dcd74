package io.metalab.cli.command;

import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.RunRefs;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.results.RunLinks;
import io.metalab.core.results.SavedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(
    name = "show",
    description = "Show one run: params, metrics, artifacts, tags, remarks, attempts, error.",
    footer = {"metalab show @best", "metalab show @failed --json=id,error"})
public final class ShowCommand implements CliCommand {
  @Parameters(paramLabel = "RUN", description = "First digits of an id, @last, @best or @failed.")
  String run = "";

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    RunRecord record = new RunRefs(store).find(run);
    RecordView view =
        new RecordView(
            record,
            store.attempts(record.runId()),
            RunLinks.of(record, store),
            SavedWork.of(record.runId(), store));
    return CommandResult.of(view.data(), terminal -> view.show(terminal, context.debug()));
  }
}
