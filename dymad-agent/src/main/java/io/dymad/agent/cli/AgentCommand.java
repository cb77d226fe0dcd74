package io.dymad.agent.cli;

import io.dymad.agent.AgentException;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;

/** A command that asks services; what they refuse is told as any other problem is. */
interface AgentCommand extends CliCommand {
  @Override
  default CommandResult run(CliContext context) {
    try {
      return ask(context);
    } catch (AgentException e) {
      throw Refusals.of(e.problem());
    }
  }

  /**
   * Does what was asked.
   *
   * @throws AgentException if a service refuses it
   */
  CommandResult ask(CliContext context);
}
