package io.metalab.it;

import static io.metalab.it.McpClients.answers;
import static io.metalab.it.McpClients.drive;
import static io.metalab.it.McpClients.error;
import static io.metalab.it.McpClients.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code dymad mcp} as two client libraries see it that share nothing with its server library: both
 * go the whole way from data to a spectrum, and meet in one training.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class DymadMcpIT {
  @TempDir Path directory;

  /** Courses of x' = -x / 2, y' = -y. */
  @BeforeEach
  void writeData() {
    List<Trajectory> courses = new ArrayList<>();
    for (double[] start : new double[][] {{1, 0.5}, {-0.4, 1}, {0.3, -0.7}, {1, 1}}) {
      courses.add(
          Trajectory.of(
              0.1,
              Matrix.generate(30, 2, (k, j) -> start[j] * Math.exp((j == 0 ? -0.05 : -0.1) * k))));
    }
    NpzFiles.write(
        Dataset.of(Trajectories.of(courses.toArray(Trajectory[]::new))),
        directory.resolve("data.npz"));
  }

  private Map<String, Object> plan(List<Map<String, Object>> steps) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("command", server("--mode", "both"));
    plan.put("cwd", directory.toString());
    plan.put("steps", steps);
    return plan;
  }

  private static List<String> server(String... options) {
    return McpClients.server("io.dymad.agent.cli.Main", options);
  }

  /** Returns the first steps, which end with a training that was started. */
  private static List<Map<String, Object>> beginning() {
    return List.of(
        step("register_dataset_file", Map.of("path", "data.npz")),
        step(
            "describe_training_capability",
            Map.of("model_key", "lti", "dataset_handle", "$0.dataset.handle")),
        step(
            "compile_training_request",
            Map.of(
                "train_dataset_handle",
                "$0.dataset.handle",
                "model_key",
                "lti",
                "overrides",
                "{\"phases\": [{\"trainer\": \"Weak\", \"n_epochs\": 2}]}")),
        step(
            "start_training_run",
            Map.of(
                "compiled_request_handle", "$2.compiled_request.handle", "artifact_root", "out")));
  }

  private static List<Map<String, Object>> wholeWay() {
    Map<String, Object> followed =
        new LinkedHashMap<>(
            step("describe_training_run", Map.of("training_run_handle", "$3.training_run.handle")));
    followed.put(
        "until", Map.of("path", "training_run.status", "among", List.of("SUCCEEDED", "FAILED")));
    List<Map<String, Object>> steps = new ArrayList<>(beginning());
    steps.add(followed);
    steps.add(
        step("read_training_run_log", Map.of("training_run_handle", "$3.training_run.handle")));
    steps.add(
        step(
            "evaluate_checkpoint",
            Map.of(
                "checkpoint_handle",
                "$4.training_run.checkpoint_handle",
                "test_dataset_handle",
                "$0.dataset.handle",
                "artifact_root",
                "out")));
    steps.add(
        step(
            "compile_analysis_request",
            Map.of(
                "workflow_key",
                "spectral_koopman",
                "checkpoint_handle",
                "$4.training_run.checkpoint_handle",
                "dataset_handles",
                Map.of("dataset_handle", "$0.dataset.handle"))));
    steps.add(
        step(
            "run_analysis_request",
            Map.of(
                "compiled_request_handle", "$7.compiled_request.handle", "artifact_root", "out")));
    return steps;
  }

  private static List<Map<String, Object>> mistakes() {
    return List.of(
        step("describe_training_run", Map.of("training_run_handle", "run_0123456789ab")),
        step(
            "compile_training_request",
            Map.of(
                "train_dataset_handle",
                "$0.dataset.handle",
                "model_key",
                "lti",
                "overrides",
                Map.of("model", Map.of("name", "mine")))),
        step(
            "start_training_run",
            Map.of(
                "compiled_request_handle",
                "$2.compiled_request.handle",
                "artifact_root",
                "../no-place-of-dymad")),
        step("register_dataset_file", Map.of("path", "/etc/hosts")),
        step(
            "evaluate_model",
            Map.of(
                "checkpoint_handle",
                "$4.training_run.checkpoint_handle",
                "test_dataset_handle",
                "ds_0123456789ab",
                "artifact_root",
                "out")),
        step("no_such_tool", Map.of()),
        step("list_objects", Map.of()));
  }

  @Test
  void bothClientsGoTheWholeWayAndATrainingGoesOnWithoutTheOneThatStartedIt() {
    Map<String, @Nullable Object> left = drive(McpClients.OLD, plan(beginning()));
    assertThat(left).containsEntry("server", "dymad").containsEntry("declared", true);
    assertThat((List<?>) requireNonNull(left.get("tools"))).hasSize(23);
    assertAllDone(answers(left));

    List<Map<String, Object>> steps = wholeWay();
    int done = steps.size();
    steps.addAll(mistakes());
    List<Map<?, ?>> first = answers(drive(McpClients.NEW, plan(steps)));
    assertAllDone(first.subList(0, done));
    assertThat(text(first.get(3), "training_run", "handle"))
        .isEqualTo(text(answers(left).get(3), "training_run", "handle"));
    assertThat(text(first.get(4), "training_run", "status")).isEqualTo("SUCCEEDED");
    assertThat(directory.resolve("out/evaluations")).isDirectory();
    assertThat(directory.resolve("out/analyses")).isDirectory();

    List<Map<?, ?>> refused = first.subList(done, first.size());
    assertThat(error(refused.get(0))).isEqualTo("unknown_handle training_run_handle");
    assertThat(error(refused.get(1))).endsWith(" overrides.model.name");
    assertThat(error(refused.get(2))).isEqualTo("invalid_value artifact_root");
    assertThat(error(refused.get(3))).isEqualTo("invalid_value path");
    assertThat(error(refused.get(4))).isEqualTo("unknown_handle test_dataset_handle");
    assertThat(refused.get(5).get("thrown")).isNotNull();
    assertThat(refused.get(6).get("ok")).isEqualTo(true);
    assertThat(directory.resolveSibling("no-place-of-dymad")).doesNotExist();

    List<Map<?, ?>> second = answers(drive(McpClients.OLD, plan(wholeWay())));
    assertAllDone(second);
    for (int step : List.of(2, 4, 6, 7, 8)) {
      assertThat(second.get(step).get("data"))
          .as("what is stored is handed out again, step %d", step)
          .isEqualTo(first.get(step).get("data"));
    }
  }

  private static void assertAllDone(List<Map<?, ?>> answers) {
    for (Map<?, ?> answer : answers) {
      assertThat(answer.get("ok")).as("%s", answer).isEqualTo(true);
      assertThat(answer.get("isError")).isEqualTo(false);
      assertThat(answer.get("same")).isEqualTo(true);
    }
  }

  private static String text(Map<?, ?> answer, String object, String field) {
    Map<?, ?> data = (Map<?, ?>) requireNonNull(answer.get("data"));
    return String.valueOf(((Map<?, ?>) requireNonNull(data.get(object))).get(field));
  }

  @Test
  void aFrameThatIsTooLongIsAnsweredAndTheNextOneIsServed() throws Exception {
    Process server =
        new ProcessBuilder(server())
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    try (BufferedReader says = server.inputReader(UTF_8)) {
      try (OutputStream out = server.getOutputStream()) {
        send(
            out,
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """);
        assertThat(says.readLine()).contains("\"id\":0");
        send(out, "x".repeat(17 << 20) + "\n");
        assertThat(says.readLine()).contains("\"error\"").contains("too long");
        send(out, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}\n");
        assertThat(says.readLine()).contains("\"id\":1").contains("compile_training_request");
      }
      assertThat(says.readLine()).isNull();
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(4, TimeUnit.MINUTES)).isTrue();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
