package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes several stores into one. */
@Command(
    name = "merge",
    description = {
      "Take all that stores know into one, in any order with the same outcome.",
      "What was removed in one of them is removed; records that contradict each other are kept and"
          + " listed, with exit code 3."
    },
    footer = "metalab store merge machine-a/runs machine-b/runs --into runs")
public final class StoreMerge implements CliCommand {
  @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "The stores to take in.")
  List<String> sources = List.of();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "TARGET",
      description = "The store that then holds what all of them know; made if it is not there.")
  String target = "";

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      description = "Take the runs of this study alone; name or name:version.")
  @Nullable String study;

  @Option(names = "--dry-run", description = "Show what would be new, and copy nothing.")
  boolean dryRun;

  @Override
  public CommandResult run(CliContext context) {
    return StoreTransfer.run(context, sources, target, study, dryRun);
  }
}
