package io.dymad.agent.cli;

import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which training a command is about. */
final class RunChoice {
  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Directory of a training.")
  @Nullable String run;

  @Option(names = "--run", paramLabel = "DIR", description = "The same.")
  @Nullable String directory;

  /**
   * Opens the directory.
   *
   * @throws CliException if it is not given once, or is not that of a training
   */
  RunDirectory open(CliContext context) {
    if ((run == null) == (directory == null)) {
      throw CliException.usage(
          run == null
              ? "The directory of a training is needed."
              : "RUN and --run are the same; give one of them.",
          "dymad status RUN");
    }
    return RunDirectory.open(context.path(run == null ? String.valueOf(directory) : run));
  }
}
