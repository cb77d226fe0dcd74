package io.dymad.agent.cli;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentException;
import io.dymad.agent.app.Agent;
import io.metalab.api.MetalabException;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A config whose data are registered and whose request is compiled.
 *
 * @param config what was read
 * @param datasets handles by part: train, valid, test
 * @param request the compiled request, as the services tell it
 */
record CompiledConfig(
    RunConfig config, Map<String, String> datasets, Map<String, @Nullable Object> request) {

  /**
   * Registers the data and compiles the request.
   *
   * @throws CliException with the line and column of what is refused; the request is not kept then
   */
  static CompiledConfig of(Agent agent, RunConfig config) {
    Map<String, String> handles = new LinkedHashMap<>();
    String kind = config.dataText("kind", "regular");
    String format = config.dataText("format", "npz");
    for (String part : RunConfig.PARTS) {
      config
          .findFile(part)
          .ifPresent(
              path -> {
                try {
                  handles.put(part, register(agent, path, format, kind));
                } catch (AgentException e) {
                  throw Refusals.of(e, config);
                } catch (MetalabException e) {
                  throw new CliException(
                      new Problem(
                          e.code(),
                          config.place("data." + part, String.valueOf(e.getMessage())),
                          "",
                          Map.of("field_path", "data." + part)));
                }
              });
    }
    try {
      Map<String, @Nullable Object> answer =
          agent
              .trainings()
              .compile(
                  config.request(
                      requireNonNull(handles.get("train")),
                      Optional.ofNullable(handles.get("valid"))));
      return new CompiledConfig(config, handles, Maps.of(answer.get("compiled_request")));
    } catch (AgentException e) {
      throw Refusals.of(e, config);
    }
  }

  private static String register(Agent agent, Path path, String format, String kind) {
    Map<String, @Nullable Object> answer =
        agent.catalog().registerDataset(path.toString(), format, kind);
    return String.valueOf(Maps.of(answer.get("dataset")).get("handle"));
  }

  String handle() {
    return String.valueOf(request.get("handle"));
  }

  /** Returns the name of the run: that of the config, or one made of the request. */
  String runName() {
    return String.valueOf(request.get("effective_run_name"));
  }

  List<String> warnings() {
    return request.get("warnings") instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * Returns the directory of the run: the one that is chosen, or one beside the config.
   *
   * @throws CliException if it is called other than the run, which the config names
   */
  Path directory(Optional<Path> chosen) {
    Path directory = chosen.orElseGet(() -> config.directory().resolve(runName()));
    String last = String.valueOf(directory.getFileName());
    config
        .findName()
        .filter(name -> !name.equals(last))
        .ifPresent(
            name -> {
              throw CliException.usage(
                  config.place(
                      "run.name",
                      "run.name is %s, but --out names the directory %s.".formatted(name, last)),
                  "they are the same, or run.name is left out");
            });
    return directory;
  }
}
