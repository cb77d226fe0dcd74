package io.metalab.cli.command;

import io.metalab.api.store.MaintainableStore;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.util.Map;
import picocli.CommandLine.Command;

/** Makes the indexes of the store anew. */
@Command(
    name = "rebuild-index",
    description = {
      "Throw away the indexes that only speed reading up, and make them anew from the records.",
      "A store that finds an index missing or unfit does so by itself; this is for one that verify"
          + " complains of."
    },
    footer = "metalab store rebuild-index")
public final class StoreRebuildIndex implements CliCommand {
  @Override
  public CommandResult run(CliContext context) {
    Store store = context.writeStore();
    if (!(store instanceof MaintainableStore maintainable)) {
      return CommandResult.of(
          Map.of("indexes", 0), terminal -> terminal.out("the store keeps no index of its own"));
    }
    int indexes = maintainable.rebuildIndex();
    return CommandResult.of(
        Map.of("indexes", indexes),
        terminal ->
            terminal.out(
                indexes == 0
                    ? "no index is worth keeping: the store is small"
                    : (indexes == 1 ? "1 index" : indexes + " indexes") + " made anew"));
  }
}
