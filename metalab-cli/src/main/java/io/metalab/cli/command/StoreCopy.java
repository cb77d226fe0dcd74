package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a store into another one. */
@Command(
    name = "copy",
    description = {
      "Copy all that a store knows into another one, of whatever kind.",
      "Doing it again copies what is new; a study may be running meanwhile. Exit code 3 if records"
          + " contradict each other."
    },
    footer = {"metalab store copy runs backup/runs", "metalab store copy study.zip runs"})
public final class StoreCopy implements CliCommand {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The store to copy.")
  String source = "";

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "Where it goes; made if it is not there, else it keeps what it has.")
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
    return StoreTransfer.run(context, List.of(source), target, study, dryRun);
  }
}
