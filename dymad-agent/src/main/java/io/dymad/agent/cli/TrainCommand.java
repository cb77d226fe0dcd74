package io.dymad.agent.cli;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a model. */
@Command(
    name = "train",
    description = {
      "Train the model of a config in a process of its own, and follow it to its end.",
      "What was trained before is not trained again. Ctrl-C ends the following alone; what was cut"
          + " off goes on where it was when the same command is given again."
    },
    footer = {
      "dymad train --config pendulum.yaml",
      "dymad train --config pendulum.yaml --out trial --detach"
    })
final class TrainCommand implements AgentCommand {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "CONFIG",
      description = "What to train, in YAML: dymad config schema.")
  String file = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the run; CONFIG's directory and run.name unless set.")
  @Nullable String out;

  @Option(names = "--detach", description = "Return when the training has been started.")
  boolean detach;

  @Override
  public CommandResult ask(CliContext context) {
    Path path = context.path(file);
    RunConfig config = RunConfig.read(path, context.shown(path));
    String store = Agents.store(context, config.directory());
    try (Agent agent = Agents.open(context, store, config.directory())) {
      CompiledConfig compiled = CompiledConfig.of(agent, config);
      compiled.warnings().forEach(warning -> context.terminal().err("warning: " + warning));
      Path directory = compiled.directory(Optional.ofNullable(out).map(context::path));
      requireFree(directory, compiled.handle());
      RunDirectory run = RunDirectory.of(directory, said(compiled, store, directory)).save();
      Map<String, @Nullable Object> answer =
          agent
              .trainings()
              .start(compiled.handle(), requireNonNull(directory.getParent()).toString());
      run = run.withRun(Maps.of(answer.get("training_run"))).save();
      return detach ? RunView.of(context, run) : new Following(context, agent, run).run();
    }
  }

  /** A directory holds one training; what else lies in it is never written over. */
  private static void requireFree(Path directory, String request) {
    Optional<RunDirectory> before = RunDirectory.find(directory);
    if (before.isPresent() && !before.get().text(RunDirectory.REQUEST).equals(request)) {
      throw CliException.usage(
          "The directory %s holds another training already.".formatted(directory),
          "choose another with --out or run.name");
    }
    if (before.isEmpty() && Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw CliException.usage(
              "The directory %s is not empty, and not that of a training.".formatted(directory),
              "choose another with --out or run.name");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Map<String, @Nullable Object> said(
      CompiledConfig compiled, String store, Path directory) {
    RunConfig config = compiled.config();
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    said.put("source_config_path", config.source().toString());
    said.put("normalized_config", config.normalized());
    said.put(RunDirectory.RUN_DIR, directory.toString());
    said.put(RunDirectory.STORE, store);
    said.put("artifact_root", requireNonNull(directory.getParent()).toString());
    Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    compiled
        .datasets()
        .keySet()
        .forEach(part -> paths.put(part, config.findFile(part).orElseThrow().toString()));
    said.put("dataset_paths", paths);
    said.put("dataset_handles", compiled.datasets());
    said.put(RunDirectory.REQUEST, compiled.handle());
    said.put(RunDirectory.RUN, null);
    said.put("status", "QUEUED");
    said.put("evaluation_handles", List.of());
    said.put("latest_evaluation", null);
    said.put("analyses", List.of());
    return said;
  }
}
