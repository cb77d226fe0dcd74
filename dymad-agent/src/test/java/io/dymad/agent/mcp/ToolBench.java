package io.dymad.agent.mcp;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.app.Agent;
import io.dymad.agent.app.AgentSettings;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolException;
import io.metalab.cli.mcp.ToolProblem;
import io.metalab.cli.output.Plain;
import io.metalab.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tools of a mode over the store of a directory that holds two courses of two states. */
final class ToolBench implements AutoCloseable {
  static final String DATA = "data.npz";

  private final Agent agent;
  private final List<Tool> tools;

  ToolBench(Path directory, ToolMode mode) {
    Matrix states = Matrix.generate(30, 2, (k, j) -> Math.sin(0.1 * k + j));
    NpzFiles.write(
        Dataset.of(Trajectories.of(Trajectory.of(0.1, states), Trajectory.of(0.1, states))),
        directory.resolve(DATA));
    this.agent =
        Agent.open(new AgentSettings("memory:", directory, ToolBench.class.getClassLoader()));
    this.tools = DymadTools.server(agent, new RootDirectory(directory), mode).tools();
  }

  Agent agent() {
    return agent;
  }

  List<Tool> tools() {
    return tools;
  }

  List<String> names() {
    return tools.stream().map(Tool::name).toList();
  }

  /** Returns the data that a tool hands out. */
  Map<String, @Nullable Object> data(String tool, Map<String, ? extends @Nullable Object> given) {
    return Json.parseObject(
        Json.write(Plain.of(find(tool).call(given, doing -> {}).envelope().get("data"))));
  }

  /** Returns why a call is refused. */
  ToolProblem problem(String tool, Map<String, ? extends @Nullable Object> given) {
    try {
      find(tool).call(given, doing -> {});
    } catch (ToolException e) {
      return e.problem();
    }
    throw new AssertionError("%s takes %s".formatted(tool, given));
  }

  /** Returns the handle in an answer, at a name. */
  static String handle(Map<String, @Nullable Object> data, String name) {
    return String.valueOf(((Map<?, ?>) requireNonNull(data.get(name), name)).get("handle"));
  }

  /** Returns how many objects the store holds. */
  int kept() {
    return ((List<?>) requireNonNull(agent.catalog().listObjects(Optional.empty()).get("objects")))
        .size();
  }

  private Tool find(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    agent.close();
  }
}
