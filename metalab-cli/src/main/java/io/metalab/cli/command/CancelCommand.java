package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.StopMode;
import io.metalab.core.study.Quantities;
import io.metalab.core.study.StudyManifest;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops whatever executes a study, through its store. */
@Command(
    name = "cancel",
    description = {
      "Stop the processes that execute a study, on this machine or another.",
      "They start no more runs, and those that run may finish; with --now they are cancelled."
          + " Exit code 124 if some still go on when the --wait is over."
    },
    footer = {"metalab cancel koopman", "metalab cancel koopman --now --wait 10s"})
public final class CancelCommand implements CliCommand {
  @Parameters(paramLabel = "STUDY", description = "Name or name:version.")
  String study = "";

  @Option(names = "--now", description = "Cancel the runs that are being executed, too.")
  boolean now;

  @Option(
      names = "--wait",
      paramLabel = "T",
      description = "How long to wait for their end; 60s unless set, 0s to ask alone.")
  String wait = "60s";

  @Override
  public CommandResult run(CliContext context) {
    Duration patience =
        Quantities.duration(wait)
            .orElseThrow(
                () ->
                    CliException.usage(
                        "The --wait (%s) must be a duration such as 10s or 2m.".formatted(wait),
                        ""));
    Store store = context.writeStore();
    StudyManifest manifest = Manifests.of(store).find(study);
    if (!Controllers.of(store).areKnown()) {
      throw new CliException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s does not know who executes its studies.".formatted(context.storeName()),
          "stop their processes by Ctrl-C or kill");
    }
    return new Cancellation(context, store, manifest, now ? StopMode.CANCEL : StopMode.DRAIN)
        .run(patience);
  }
}
