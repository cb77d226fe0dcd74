package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.RunFlags;
import io.metalab.cli.study.StudyExecution;
import io.metalab.cli.study.StudySources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Executes what the store does not hold yet of a study. */
@Command(
    name = "run",
    description = {
      "Run a study: what is done is reused, what failed or was lost is tried again.",
      "Kill it at any time and start it again: it goes on. The study is a YAML file, a Java file,"
          + " or a class on the class path."
    },
    footer = {
      "metalab run study.yaml --dry-run",
      "metalab run study.yaml -j 4 -p epochs=20",
      "metalab run study.yaml --only \"lr < 0.1\" --skip-failed"
    })
public final class RunCommand implements CliCommand {
  @Parameters(
      paramLabel = "STUDY",
      description =
          "A study file, or a Java file or class whose main method, or whose method"
              + " public static StudyBuilder study(), declares one.")
  String study = "";

  @Mixin RunFlags flags = new RunFlags();

  @Override
  public CommandResult run(CliContext context) {
    return StudyExecution.run(context, StudySources.declared(context, study, flags), flags);
  }
}
