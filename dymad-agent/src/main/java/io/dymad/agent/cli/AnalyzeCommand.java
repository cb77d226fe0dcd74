package io.dymad.agent.cli;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.app.Agent;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Analyses a trained model, or its data. */
@Command(
    name = "analyze",
    description = {
      "Analyse a trained model, or its data; what was analysed before is told again at once.",
      "dymad registry list analyses --json has the parameters of each."
    },
    footer = {
      "dymad analyze pendulum",
      "dymad analyze pendulum --workflow spectral_koopman -p grid_points=60"
    })
final class AnalyzeCommand implements AgentCommand {
  private static final String SPECTRAL = "spectral_koopman";

  @Mixin RunChoice choice = new RunChoice();

  @Option(
      names = "--workflow",
      paramLabel = "KEY",
      description = "What to do: dymad registry list analyses; spectral_koopman unless set.")
  String workflow = SPECTRAL;

  @Option(
      names = "-p",
      paramLabel = "NAME=V",
      description = "Set a parameter; V is JSON, or else text.")
  List<String> parameters = List.of();

  @Override
  public CommandResult ask(CliContext context) {
    RunDirectory opened = choice.open(context);
    try (Agent agent = Agents.open(context, opened)) {
      RunDirectory run = Started.now(agent, opened);
      Map<String, @Nullable Object> compiled = Maps.of(compile(agent, run).get("compiled_request"));
      Map<String, @Nullable Object> result =
          Maps.of(
              agent
                  .analyses()
                  .run(
                      String.valueOf(compiled.get("handle")),
                      run.path().toString(),
                      Waiting.in(context))
                  .get("result"));
      context.terminal().clearStatus();
      remember(run, result).save();
      return CommandResult.of(
          result,
          terminal -> {
            terminal.outFolded(
                "%s  %s  %s"
                    .formatted(run.name(), workflow, result.get("compiled_request_handle")));
            Facts facts = new Facts(terminal);
            facts.showEach(Maps.of(result.get("summary")));
            pairs(result).forEach(pair -> facts.show("pair", pair));
            facts.show("next", "dymad report " + context.shown(run.path()));
          });
    }
  }

  /** What was kept of a spectrum, the exponents of conjugates once. */
  private static List<String> pairs(Map<String, @Nullable Object> result) {
    if (!(result.get("kept_pairs") instanceof List<?> kept)) {
      return List.of();
    }
    return kept.stream()
        .map(Maps::of)
        .filter(pair -> number(pair, "angular_frequency") >= 0)
        .map(
            pair ->
                String.format(
                    Locale.ROOT,
                    "exponent %.4g%s  residual %.2g, held out %.2g",
                    number(pair, "growth"),
                    number(pair, "angular_frequency") == 0
                        ? ""
                        : String.format(Locale.ROOT, " ± %.4gi", number(pair, "angular_frequency")),
                    number(pair, "residual_train"),
                    number(pair, "residual_held_out")))
        .toList();
  }

  private static double number(Map<String, @Nullable Object> pair, String name) {
    return pair.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private Map<String, @Nullable Object> compile(Agent agent, RunDirectory run) {
    Map<String, @Nullable Object> capability = capability(agent);
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("workflow_key", workflow);
    if (!Boolean.FALSE.equals(capability.get("requires_checkpoint"))) {
      request.put("checkpoint_handle", Started.checkpoint(run));
    }
    Map<String, @Nullable Object> handles = run.map("dataset_handles");
    Map<String, @Nullable Object> datasets = new LinkedHashMap<>();
    if (capability.get("dataset_input_keys") instanceof List<?> inputs) {
      for (Object input : inputs) {
        boolean test = String.valueOf(input).startsWith("test");
        datasets.put(
            String.valueOf(input),
            test ? handles.getOrDefault("test", handles.get("train")) : handles.get("train"));
      }
    }
    request.put("dataset_handles", datasets);
    request.put("parameters", given());
    try {
      return agent.analyses().compile(request);
    } catch (AgentException e) {
      AgentProblem problem = e.problem();
      throw problem
          .withHint(
              problem.fieldPath().startsWith("parameters.")
                  ? "dymad registry list analyses --json"
                  : problem.hint())
          .exception();
    }
  }

  private Map<String, @Nullable Object> capability(Agent agent) {
    if (agent.analyses().capabilities().get("capabilities") instanceof List<?> all) {
      for (Object one : all) {
        Map<String, @Nullable Object> capability = Maps.of(one);
        if (workflow.equals(capability.get("key"))) {
          return capability;
        }
      }
    }
    return Map.of();
  }

  private Map<String, @Nullable Object> given() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int sign = parameter.indexOf('=');
      if (sign < 1) {
        throw CliException.usage("-p %s is not NAME=V.".formatted(parameter), "");
      }
      values.put(parameter.substring(0, sign), value(parameter.substring(sign + 1)));
    }
    return values;
  }

  private static @Nullable Object value(String text) {
    try {
      return Json.parse(text);
    } catch (MetalabException e) {
      return text;
    }
  }

  private static RunDirectory remember(RunDirectory run, Map<String, @Nullable Object> result) {
    List<@Nullable Object> analyses = new ArrayList<>();
    if (run.document().get("analyses") instanceof List<?> known) {
      for (Object one : known) {
        Object handle = Maps.of(one).get("compiled_request_handle");
        if (handle == null || !handle.equals(result.get("compiled_request_handle"))) {
          analyses.add(one);
        }
      }
    }
    analyses.add(result);
    return run.with("analyses", analyses);
  }
}
