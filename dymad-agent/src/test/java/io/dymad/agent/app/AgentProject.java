package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A project in a directory of its own, with one small dataset. */
final class AgentProject implements AutoCloseable {
  private final Agent agent;
  private final String dataset;

  AgentProject(Path directory) throws Exception {
    this.agent =
        Agent.open(new AgentSettings("store", directory, AgentProject.class.getClassLoader()));
    NpzFiles.write(
        Dataset.of(Trajectories.of(decay(1, 0.5), decay(-0.4, 1), decay(0.3, -0.7), decay(1, 1))),
        directory.resolve("data.npz"));
    this.dataset =
        text(
            map(agent.catalog().registerDataset("data.npz", "npz", "regular"), "dataset"),
            "handle");
  }

  /** A course of x' = -x / 2, y' = -y. */
  private static Trajectory decay(double x, double y) {
    return Trajectory.of(
        0.1,
        Matrix.generate(
            30, 2, (k, j) -> j == 0 ? x * Math.exp(-0.05 * k) : y * Math.exp(-0.1 * k)));
  }

  Agent agent() {
    return agent;
  }

  TrainingService trainings() {
    return agent.trainings();
  }

  String dataset() {
    return dataset;
  }

  /** Compiles a linear model of two epochs, and returns the request's handle. */
  String compile(Map<String, ?> more) {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("train_dataset_handle", dataset);
    request.put("model_key", "lti");
    request.put("overrides", Map.of("phases", List.of(Map.of("trainer", "Weak", "n_epochs", 2))));
    request.putAll(more);
    return text(map(trainings().compile(request), "compiled_request"), "handle");
  }

  /** Starts a training, and returns what is told of it once its process has ended. */
  Map<String, @Nullable Object> train(String request, String root) throws Exception {
    Map<String, @Nullable Object> started = map(trainings().start(request, root), "training_run");
    awaitEnd(started);
    return map(trainings().describeRun(text(started, "handle")), "training_run");
  }

  /** Waits until the process of a run has ended. */
  static void awaitEnd(Map<String, @Nullable Object> run) throws Exception {
    long pid = ((Number) requireNonNull(run.get("pid"))).longValue();
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(4, TimeUnit.MINUTES);
    }
  }

  static Map<String, @Nullable Object> map(Map<String, @Nullable Object> data, String name) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) requireNonNull(data.get(name), name))
        .forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }

  static String text(Map<String, @Nullable Object> data, String name) {
    return requireNonNull(data.get(name), name).toString();
  }

  @Override
  public void close() {
    agent.close();
  }
}
