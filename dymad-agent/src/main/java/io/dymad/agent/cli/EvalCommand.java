package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a trained model. */
@Command(
    name = "eval",
    description = {
      "Judge a trained model by courses that it was not fitted to: those of data.test of its"
          + " config, or of --test-data.",
      "What was judged before is told again at once."
    },
    footer = {"dymad eval pendulum", "dymad eval pendulum --test-data other.npz"})
final class EvalCommand implements AgentCommand {
  @Mixin RunChoice choice = new RunChoice();

  @Option(
      names = "--test-data",
      paramLabel = "FILE",
      description = "Trajectories in place of those of the config.")
  @Nullable String testData;

  @Override
  public CommandResult ask(CliContext context) {
    RunDirectory opened = choice.open(context);
    try (Agent agent = Agents.open(context, opened)) {
      RunDirectory run = Started.now(agent, opened);
      Map<String, @Nullable Object> config = run.map("normalized_config");
      Map<String, @Nullable Object> request = new LinkedHashMap<>();
      request.put("checkpoint_handle", Started.checkpoint(run));
      request.put("test_dataset_handle", dataset(context, agent, run, config));
      request.put("artifact_root", run.path().toString());
      request.putAll(Maps.of(config.get(RunConfig.EVALUATION)));
      Map<String, @Nullable Object> result =
          Maps.of(agent.evaluations().evaluate(request, Waiting.in(context)).get("result"));
      context.terminal().clearStatus();
      remember(run, result).save();
      return CommandResult.of(
          result,
          terminal -> {
            terminal.outFolded("%s  %s".formatted(run.name(), result.get("handle")));
            Facts facts = new Facts(terminal);
            facts.show("metric", result.get("metric"));
            facts.showEach(Maps.of(result.get("aggregate")));
            if (result.get("plots") instanceof List<?> plots) {
              plots.forEach(plot -> facts.show("picture", plot));
            }
            facts.show("next", "dymad report " + context.shown(run.path()));
          });
    }
  }

  private String dataset(
      CliContext context, Agent agent, RunDirectory run, Map<String, @Nullable Object> config) {
    if (testData != null) {
      String kind = String.valueOf(Maps.of(config.get(RunConfig.DATA)).get("kind"));
      Map<String, @Nullable Object> answer =
          agent.catalog().registerDataset(context.path(testData).toString(), "npz", kind);
      return String.valueOf(Maps.of(answer.get("dataset")).get("handle"));
    }
    Object handle = run.map("dataset_handles").get("test");
    if (handle == null) {
      throw CliException.usage(
          "The config of %s names no data to judge by.".formatted(run.path()),
          "--test-data FILE, or data.test in the config");
    }
    return handle.toString();
  }

  private static RunDirectory remember(RunDirectory run, Map<String, @Nullable Object> result) {
    List<@Nullable Object> handles = new ArrayList<>();
    if (run.document().get("evaluation_handles") instanceof List<?> known) {
      handles.addAll(known);
    }
    if (!handles.contains(result.get("handle"))) {
      handles.add(result.get("handle"));
    }
    return run.with("evaluation_handles", handles).with("latest_evaluation", result);
  }
}
