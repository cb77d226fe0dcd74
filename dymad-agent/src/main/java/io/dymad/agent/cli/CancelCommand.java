package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a training. */
@Command(
    name = "cancel",
    description = {
      "Ask a training to stop; it is over a moment later.",
      "dymad train with the same config goes on where it was."
    },
    footer = "dymad cancel pendulum")
final class CancelCommand implements AgentCommand {
  @Mixin RunChoice choice = new RunChoice();

  @Override
  public CommandResult ask(CliContext context) {
    RunDirectory run = choice.open(context);
    try (Agent agent = Agents.open(context, run)) {
      Map<String, @Nullable Object> answer = agent.trainings().cancel(Started.handle(run));
      return RunView.of(context, run.withRun(Maps.of(answer.get("training_run"))).save());
    }
  }
}
