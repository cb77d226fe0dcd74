package io.dymad.agent.mcp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolProblem;
import io.metalab.cli.output.Plain;
import io.metalab.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DymadToolsTest {
  private static final List<String> OF_USERS =
      List.of(
          "list_training_capabilities",
          "list_analysis_capabilities",
          "list_evaluation_capabilities",
          "describe_training_capability",
          "compile_training_request",
          "start_training_run",
          "describe_training_run",
          "read_training_run_log",
          "evaluate_checkpoint",
          "compile_analysis_request",
          "run_analysis_request");
  private static final List<String> OF_DEVELOPERS =
      List.of(
          "register_dataset_file",
          "inspect_dataset",
          "register_checkpoint",
          "prepare_prediction_request",
          "plan_checkpoint_prediction",
          "start_model_training",
          "describe_training_run",
          "read_training_run_log",
          "evaluate_model",
          "list_evaluation_capabilities",
          "list_model_capabilities",
          "resolve_model_capability",
          "list_profile_capabilities",
          "describe_training_capability",
          "describe_object",
          "list_objects");

  /** The most that a client is sent. */
  private static final int MOST_BYTES = 256 << 10;

  @TempDir Path directory;

  @Test
  void theToolsOfAModeAreTheseInThisOrder() {
    try (ToolBench bench = new ToolBench(directory, ToolMode.USER)) {
      assertThat(bench.names()).hasSize(11).isEqualTo(OF_USERS);
    }
    try (ToolBench bench = new ToolBench(directory, ToolMode.DEVELOPER)) {
      assertThat(bench.names()).hasSize(16).isEqualTo(OF_DEVELOPERS);
    }
    List<String> all = new ArrayList<>(OF_USERS);
    OF_DEVELOPERS.stream().filter(name -> !OF_USERS.contains(name)).forEach(all::add);
    try (ToolBench bench = new ToolBench(directory, ToolMode.BOTH)) {
      assertThat(bench.names()).hasSize(23).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatListsOrDescribesOrReadsOnlyLooksAndNothingIsDestroyed(ToolMode mode) {
    try (ToolBench bench = new ToolBench(directory, mode)) {
      for (Tool tool : bench.tools()) {
        // What a training left is copied when it is first told of.
        boolean looks =
            tool.name().matches("(list|describe|read|inspect|resolve)_.*")
                && !tool.name().equals("describe_training_run");
        assertThat(tool.hints().readOnly()).as(tool.name()).isEqualTo(looks);
        assertThat(tool.hints().destructive()).as(tool.name()).isFalse();
        assertThat(tool.hints().openWorld()).as(tool.name()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDeclaredCanBeListedAsADocument(ToolMode mode) {
    try (ToolBench bench = new ToolBench(directory, mode)) {
      for (Tool tool : bench.tools()) {
        assertThat(Json.write(Plain.ofMap(new LinkedHashMap<>(tool.input().schema()))))
            .contains("additionalProperties");
      }
    }
  }

  @Test
  void theArgumentsOfRequestsAreTheirFields() {
    try (ToolBench bench = new ToolBench(directory, ToolMode.BOTH)) {
      assertThat(bench.tools())
          .filteredOn(tool -> tool.name().equals("compile_training_request"))
          .flatExtracting(tool -> tool.input().fields())
          .extracting("name")
          .containsExactly(
              "train_dataset_handle",
              "model_key",
              "valid_dataset_handle",
              "reference_profile",
              "overrides",
              "run_name",
              "seed",
              "device",
              "max_workers");
    }
  }

  @Test
  void dataThatAreRegisteredAreDescribedAndARequestForThemIsCompiledAndFoundAgain() {
    try (ToolBench bench = new ToolBench(directory, ToolMode.BOTH)) {
      String dataset =
          ToolBench.handle(
              bench.data("register_dataset_file", Map.of("path", ToolBench.DATA)), "dataset");
      assertThat(bench.data("inspect_dataset", Map.of("dataset_handle", dataset)))
          .extractingByKey("inspection")
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsEntry("n_trajectories", 2L)
          .containsEntry("state_dim", 2L);

      Map<String, Object> request =
          Map.of(
              "train_dataset_handle", dataset,
              "model_key", "kbf",
              "overrides", "{\"phases\": [{\"trainer\": \"Weak\", \"n_epochs\": 1}]}");
      String compiled =
          ToolBench.handle(bench.data("compile_training_request", request), "compiled_request");
      assertThat(compiled).startsWith("trainreq_");
      assertThat(
              ToolBench.handle(bench.data("compile_training_request", request), "compiled_request"))
          .isEqualTo(compiled);
      assertThat(
              ToolBench.handle(bench.data("describe_object", Map.of("handle", compiled)), "object"))
          .isEqualTo(compiled);
      assertThat(bench.kept()).isEqualTo(2);
    }
  }

  @Test
  void aHandleThatIsNotKnownComesWithTheWayToOneThatIs() {
    Map<ToolMode, String> ways =
        Map.of(
            ToolMode.USER, "dymad dataset register FILE",
            ToolMode.DEVELOPER, "register_dataset_file",
            ToolMode.BOTH, "register_dataset_file");
    ways.forEach(
        (mode, way) -> {
          try (ToolBench bench = new ToolBench(directory, mode)) {
            ToolProblem problem =
                bench.problem(
                    "describe_training_capability",
                    Map.of("model_key", "kbf", "dataset_handle", "ds_0123456789ab"));
            assertThat(problem.code()).isEqualTo("unknown_handle");
            assertThat(problem.hint()).isEqualTo(way);
            assertThat(problem.details())
                .containsEntry("field_path", "dataset_handle")
                .containsEntry("expected_prefix", "ds_");
            assertThat(problem.retryable()).isFalse();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"../data.npz", "/etc/hosts"})
  void noFileOutsideOfTheDirectoryIsRegistered(String path) {
    try (ToolBench bench = new ToolBench(directory, ToolMode.DEVELOPER)) {
      ToolProblem problem = bench.problem("register_dataset_file", Map.of("path", path));
      assertThat(problem.message()).contains("leads out of the directory of the server");
      assertThat(problem.details()).containsEntry("field_path", "path");
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void noArtifactsAreLeftOutsideOfTheDirectory() {
    try (ToolBench bench = new ToolBench(directory, ToolMode.BOTH)) {
      for (String tool : List.of("start_training_run", "run_analysis_request")) {
        ToolProblem problem =
            bench.problem(
                tool,
                Map.of("compiled_request_handle", "trainreq_0123456789ab", "artifact_root", ".."));
        assertThat(problem.details()).containsEntry("field_path", "artifact_root");
        assertThat(problem.message()).contains("leads out of the directory of the server");
      }
    }
  }

  @Test
  void noDescriptionIsTooLongToBeSent() {
    try (ToolBench bench = new ToolBench(directory, ToolMode.BOTH)) {
      Stream.of(
              "list_training_capabilities",
              "list_analysis_capabilities",
              "list_evaluation_capabilities",
              "list_model_capabilities",
              "list_profile_capabilities")
          .forEach(tool -> assertFits(bench.data(tool, Map.of())));
      String trained =
          Json.write(bench.data("list_training_capabilities", Map.of()).get("capabilities"));
      assertThat(trained).contains("train-kbf-regular");
      for (Object model : (List<?>) models(bench)) {
        String key = String.valueOf(((Map<?, ?>) model).get("key"));
        assertThat(bench.data("resolve_model_capability", Map.of("key_or_alias", key)))
            .containsEntry("model", model);
        if (trained.contains("train-" + key + "-regular")) {
          assertFits(bench.data("describe_training_capability", Map.of("model_key", key)));
        }
      }
    }
  }

  private static Object models(ToolBench bench) {
    return requireNonNull(bench.data("list_model_capabilities", Map.of()).get("models"));
  }

  private static void assertFits(Map<String, @Nullable Object> data) {
    assertThat(Json.write(data).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES / 2);
  }

  @Test
  void ofVeryManyObjectsTheNewestAreListed() {
    try (ToolBench bench = new ToolBench(directory, ToolMode.DEVELOPER)) {
      String dataset =
          ToolBench.handle(
              bench.data("register_dataset_file", Map.of("path", ToolBench.DATA)), "dataset");
      for (int seed = 0; seed < 301; seed++) {
        bench
            .agent()
            .trainings()
            .compile(
                Map.of("train_dataset_handle", dataset, "model_key", "kbf", "seed", (long) seed));
      }
      Tool list = bench.tools().get(15);
      assertThat(list.call(Map.of(), doing -> {}).envelope().get("meta")).isEqualTo(meta(true));
      assertThat((List<?>) bench.data("list_objects", Map.of()).get("objects")).hasSize(300);
      assertThat(list.call(Map.of("kind", "dataset"), doing -> {}).envelope().get("meta"))
          .isEqualTo(meta(false));
    }
  }

  private static Map<String, @Nullable Object> meta(boolean truncated) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("next", null);
    meta.put("truncated", truncated);
    return meta;
  }
}
