package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.RunFlags;
import io.metalab.cli.study.StudyExecution;
import io.metalab.cli.study.StudySources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Continues a study from what the store knows of it; no study file is needed. */
@Command(
    name = "resume",
    description = {
      "Continue a study as the store knows it; its file is not needed.",
      "Executes what is neither done nor being executed elsewhere."
    },
    footer = {"metalab resume koopman", "metalab resume --dry-run"})
public final class ResumeCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; the one declared last unless given.")
  @Nullable String study;

  @Mixin RunFlags flags = new RunFlags();

  @Override
  public CommandResult run(CliContext context) {
    return StudyExecution.run(context, StudySources.stored(context, study, flags), flags);
  }
}
