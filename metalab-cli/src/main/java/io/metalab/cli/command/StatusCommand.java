package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells how far studies are. */
@Command(
    name = "status",
    description = "Show how far studies are: runs by status, what is left, the best run.",
    footer = {"metalab status", "metalab status koopman", "metalab status --json=study,left"})
public final class StatusCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Option(
      names = {"-w", "--watch"},
      description = "Look twice a second until nothing is left to run, whoever runs it, or Ctrl-C.")
  boolean watch;

  @Override
  public CommandResult run(CliContext context) {
    StatusReader reader = new StatusReader(context, context.readStore(), study);
    return watch ? new StatusWatch(context, reader).run() : reader.look().result();
  }
}
