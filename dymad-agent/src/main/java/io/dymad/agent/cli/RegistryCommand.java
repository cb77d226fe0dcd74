package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.dymad.agent.registry.Losses;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.results.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what there is to train, to judge and to analyse. */
@Command(
    name = "registry",
    description = "List models, losses, profiles, trainings, analyses and evaluations.",
    subcommands = RegistryCommand.Ls.class)
final class RegistryCommand {
  /** Lists entries of one kind. */
  @Command(
      name = "list",
      description = {
        "List models, losses, profiles, training, analyses or evaluations.",
        "With --json each entry is whole, with its parameters and defaults."
      },
      footer = {
        "dymad registry list models",
        "dymad registry list training --model kbf --json",
        "dymad registry list analyses"
      })
  static final class Ls implements AgentCommand {
    private static final List<String> KINDS =
        List.of("models", "losses", "profiles", "training", "analyses", "evaluations");

    @Parameters(
        paramLabel = "KIND",
        description = "models, losses, profiles, training, analyses or evaluations.")
    String kind = "";

    @Option(
        names = "--model",
        paramLabel = "KEY",
        description = "With training: all that the config of this model may override.")
    @Nullable String model;

    @Override
    public CommandResult ask(CliContext context) {
      if (!KINDS.contains(kind)) {
        throw CliException.usage(
            "There is no kind '%s'.%s".formatted(kind, DidYouMean.hint(kind, KINDS)),
            "the kinds are " + String.join(", ", KINDS));
      }
      if (model != null && !kind.equals("training")) {
        throw CliException.usage("--model is for training alone.", "dymad registry list training");
      }
      try (Agent agent = Agents.open(context, "memory:", context.environment().directory())) {
        if (model != null) {
          Map<String, @Nullable Object> data =
              agent.trainings().describe(model, Optional.empty(), Optional.empty());
          return CommandResult.of(
              data, terminal -> describe(terminal, Maps.of(data.get("detail"))));
        }
        return list(entries(agent));
      }
    }

    private @Nullable Object entries(Agent agent) {
      return switch (kind) {
        case "models" -> agent.catalog().models().get("models");
        case "losses" -> Losses.all();
        case "profiles" -> agent.catalog().profiles().get("profiles");
        case "training" -> agent.trainings().capabilities(Optional.empty()).get("capabilities");
        case "analyses" -> agent.analyses().capabilities().get("capabilities");
        default -> agent.evaluations().capabilities().get("capabilities");
      };
    }

    private CommandResult list(@Nullable Object entries) {
      List<Map<String, @Nullable Object>> maps = new ArrayList<>();
      if (entries instanceof List<?> list) {
        list.forEach(entry -> maps.add(Maps.of(entry)));
      }
      TreeSet<String> all = new TreeSet<>();
      maps.forEach(map -> all.addAll(map.keySet()));
      List<String> columns = new ArrayList<>(maps.isEmpty() ? List.of() : maps.get(0).keySet());
      all.removeAll(columns);
      columns.addAll(all);
      return new CommandResult.Rows(
          ExitCode.OK, table(columns, maps), table(shown(), maps.stream().map(this::row).toList()));
    }

    private static Table table(List<String> columns, List<Map<String, @Nullable Object>> maps) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (Map<String, @Nullable Object> map : maps) {
        List<@Nullable Object> row = new ArrayList<>();
        columns.forEach(column -> row.add(map.get(column)));
        rows.add(row);
      }
      return Table.of(columns, rows);
    }

    private List<String> shown() {
      return switch (kind) {
        case "models" -> List.of("key", "alias", "variants");
        case "losses" -> List.of("key", "params", "summary");
        case "profiles" -> List.of("key", "model", "trainers");
        case "training" -> List.of("key", "model_key", "dataset_kind", "reference_profile");
        case "analyses" -> List.of("key", "datasets", "name");
        default -> List.of("key", "metrics", "plot_selection");
      };
    }

    /** Returns what people are shown of an entry. */
    private Map<String, @Nullable Object> row(Map<String, @Nullable Object> entry) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>(entry);
      row.put("alias", joined(entry.get("aliases"), ""));
      row.put("variants", joined(entry.get("variants"), "name"));
      row.put("model", entry.get("model_ref"));
      row.put("trainers", joined(Maps.of(entry.get("config")).get("phases"), "trainer"));
      row.put("datasets", joined(entry.get("dataset_input_keys"), ""));
      row.put("metrics", joined(entry.get("metrics"), ""));
      row.put("plot_selection", joined(entry.get("plot_selection"), ""));
      if (entry.get("params") instanceof Map<?, ?> params) {
        List<String> pairs = new ArrayList<>();
        params.forEach((name, value) -> pairs.add(name + "=" + value));
        row.put("params", String.join(" ", pairs));
      }
      return row;
    }

    private static String joined(@Nullable Object list, String field) {
      List<String> words = new ArrayList<>();
      if (list instanceof List<?> items) {
        for (Object item : items) {
          words.add(String.valueOf(field.isEmpty() ? item : Maps.of(item).get(field)));
        }
      }
      return String.join(", ", words);
    }

    private static void describe(Terminal terminal, Map<String, @Nullable Object> detail) {
      Map<String, @Nullable Object> profile = Maps.of(detail.get("reference_profile"));
      terminal.out(String.valueOf(Maps.of(detail.get("capability")).get("key")));
      Facts facts = new Facts(terminal);
      facts.show("model", profile.get("model_ref"));
      facts.show("profile", profile.get("key"));
      facts.show("overrides", joined(detail.get("allowed_override_top_level_keys"), ""));
      terminal.out(terminal.paint(Colour.BOLD, "model options and their defaults"));
      facts.showEach(Maps.of(detail.get("model_options")));
      terminal.out(terminal.paint(Colour.BOLD, "what the profile sets"));
      facts.showEach(Maps.of(profile.get("config")));
      terminal.out("--json has the schemas of phases, losses and examples, too.");
    }
  }
}
