package io.dymad.agent.cli;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a config may hold, and whether one is right. */
@Command(
    name = "config",
    description = "Show what a config may hold, or check one.",
    subcommands = {ConfigCommand.Schema.class, ConfigCommand.Validate.class})
final class ConfigCommand {
  private static final String RESOURCE = "config.schema.json";

  /** Prints the schema. */
  @Command(
      name = "schema",
      description = {
        "Print the JSON Schema of configs, which editors complete and check them by.",
        "Overrides depend on the model: dymad registry list training --model KEY tells them."
      },
      footer = "dymad config schema")
  static final class Schema implements AgentCommand {
    @Override
    public CommandResult ask(CliContext context) {
      String text = schema();
      return CommandResult.of(
          Json.parseObject(text), terminal -> text.lines().forEach(terminal::out));
    }
  }

  static String schema() {
    try (InputStream in = ConfigCommand.class.getResourceAsStream(RESOURCE)) {
      return new String(requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks a config. */
  @Command(
      name = "validate",
      description = {
        "Check a config as train does, with its data; nothing is kept and nothing is started.",
        "Prints the model, the profile and the directory of the run."
      },
      footer = {
        "dymad config validate pendulum.yaml",
        "dymad config validate pendulum.yaml --out trial"
      })
  static final class Validate implements AgentCommand {
    @Parameters(paramLabel = "CONFIG", description = "A file in YAML.")
    String file = "";

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Directory of the run; CONFIG's directory and run.name unless set.")
    @Nullable String out;

    @Override
    public CommandResult ask(CliContext context) {
      RunConfig config = RunConfig.read(context.path(file), context.shown(context.path(file)));
      // A store of this process alone: what is registered and compiled in it is never seen.
      CompiledConfig compiled;
      try (Agent agent = Agents.open(context, "memory:", config.directory())) {
        compiled = CompiledConfig.of(agent, config);
      }
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("config", config.source().toString());
      data.put("normalized_config", config.normalized());
      data.put(
          "run_dir", compiled.directory(Optional.ofNullable(out).map(context::path)).toString());
      data.put("run_name", compiled.runName());
      data.put("model_ref", compiled.request().get("model_ref"));
      data.put("trainer_kind", compiled.request().get("trainer_kind"));
      data.put("reference_profile", compiled.request().get("reference_profile"));
      data.put("effective_config", compiled.request().get("effective_config"));
      data.put("warnings", compiled.request().getOrDefault("warnings", List.of()));
      return CommandResult.of(
          data,
          terminal -> {
            terminal.out("%s is valid.".formatted(context.shown(config.source())));
            Facts facts = new Facts(terminal);
            facts.show("model", data.get("model_ref"));
            facts.show("trainer", data.get("trainer_kind"));
            facts.show("profile", data.get("reference_profile"));
            facts.show("run", context.shown(Path.of(String.valueOf(data.get("run_dir")))));
            compiled.warnings().forEach(warning -> facts.show("warning", warning));
          });
    }
  }
}
