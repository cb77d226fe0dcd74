package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how far a training is. */
@Command(
    name = "status",
    description = {
      "Tell how far a training is, what it is worth, and why it failed if it did.",
      "Its directory is brought up to date: dymad-run.json, and what the training has left."
    },
    footer = {"dymad status pendulum", "dymad status pendulum --json=status,metrics"})
final class StatusCommand implements AgentCommand {
  @Mixin RunChoice choice = new RunChoice();

  @Override
  public CommandResult ask(CliContext context) {
    RunDirectory run = choice.open(context);
    try (Agent agent = Agents.open(context, run)) {
      return RunView.of(context, Started.now(agent, run));
    }
  }
}
