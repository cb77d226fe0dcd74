package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers data and looks into them. */
@Command(
    name = "dataset",
    description = "Register files of trajectories, and tell what they hold.",
    subcommands = {DatasetCommand.Register.class, DatasetCommand.Inspect.class})
final class DatasetCommand {
  private static Agent open(CliContext context) {
    return Agents.open(
        context,
        Agents.store(context, context.environment().directory()),
        context.environment().directory());
  }

  private static CommandResult shown(Map<String, @Nullable Object> data) {
    return CommandResult.of(
        data,
        terminal -> {
          Map<String, @Nullable Object> dataset = Maps.of(data.get("dataset"));
          terminal.outFolded("%s  %s".formatted(dataset.get("handle"), dataset.get("path")));
          Facts facts = new Facts(terminal);
          Map<String, @Nullable Object> inspection = Maps.of(data.get("inspection"));
          (inspection.isEmpty() ? dataset : inspection)
              .forEach(
                  (name, value) -> {
                    if (!name.equals("handle") && !name.equals("path")) {
                      facts.show(name, value);
                    }
                  });
        });
  }

  /** Registers a file. */
  @Command(
      name = "register",
      description = {
        "Register a file of trajectories in the store (-s, or ./runs) and print its handle.",
        "The same content has the same handle, wherever it lies."
      },
      footer = {
        "dymad dataset register pendulum.npz",
        "dymad dataset register --kind graph network.npz"
      })
  static final class Register implements AgentCommand {
    @Parameters(paramLabel = "FILE", description = "An npz file.")
    String file = "";

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "What states are: regular or graph; regular unless set.")
    String kind = "regular";

    @Override
    public CommandResult ask(CliContext context) {
      try (Agent agent = open(context)) {
        return shown(agent.catalog().registerDataset(context.path(file).toString(), "npz", kind));
      }
    }
  }

  /** Looks into a dataset. */
  @Command(
      name = "inspect",
      description = "Tell what a registered dataset holds: arrays, trajectories, sizes.",
      footer = "dymad dataset inspect ds_0123456789ab")
  static final class Inspect implements AgentCommand {
    @Parameters(paramLabel = "DATASET", description = "A handle, such as ds_0123456789ab.")
    String handle = "";

    @Override
    public CommandResult ask(CliContext context) {
      try (Agent agent = open(context)) {
        return shown(agent.catalog().inspectDataset(handle));
      }
    }
  }
}
