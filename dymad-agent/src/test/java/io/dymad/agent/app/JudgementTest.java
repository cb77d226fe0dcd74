package io.dymad.agent.app;

import static io.dymad.agent.app.AgentProject.map;
import static io.dymad.agent.app.AgentProject.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.agent.AgentException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trained model is judged and analysed. */
@Timeout(300)
class JudgementTest {
  @TempDir private static Path directory;
  private static AgentProject project;
  private static String checkpoint;

  @BeforeAll
  static void train() throws Exception {
    project = new AgentProject(directory);
    checkpoint = text(project.train(project.compile(Map.of()), "runs"), "checkpoint_handle");
  }

  @AfterAll
  static void close() {
    project.close();
  }

  private static Map<String, @Nullable Object> evaluation(Map<String, ?> more) {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("checkpoint_handle", checkpoint);
    request.put("test_dataset_handle", project.dataset());
    request.put("artifact_root", "judged");
    request.putAll(more);
    return request;
  }

  @Test
  void aModelIsJudgedOnceByCoursesThatItHasNotSeen() {
    Map<String, @Nullable Object> result =
        map(project.agent().evaluations().evaluate(evaluation(Map.of()), Told.NOTHING), "result");

    assertThat(text(result, "handle")).startsWith("eval_");
    assertThat(map(result, "aggregate")).containsKey("rmse_mean");
    assertThat((List<?>) result.get("plots"))
        .singleElement()
        .asString()
        .satisfies(plot -> assertThat(Path.of(plot)).exists());

    Map<String, @Nullable Object> again =
        map(
            project
                .agent()
                .evaluations()
                .evaluate(evaluation(Map.of("artifact_root", "elsewhere")), Told.NOTHING),
            "result");
    assertThat(again.get("handle")).isEqualTo(result.get("handle"));
    assertThat(directory.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void whatIsWrongWithAnEvaluationIsSaidByField() {
    Map<String, Map<String, Object>> wrong = new LinkedHashMap<>();
    wrong.put("metric", Map.of("metric", "speed"));
    wrong.put("plot_selection", Map.of("plot_selection", "prettiest"));
    wrong.put("max_plots", Map.of("max_plots", -1));
    wrong.put("predict_kwargs.horizon", Map.of("predict_kwargs", Map.of("horizon", 1)));
    wrong.put("predict_kwargs.speed", Map.of("predict_kwargs", Map.of("speed", 1)));
    wrong.put("checkpoint_handle", Map.of("checkpoint_handle", project.dataset()));
    wrong.put("test_dataset_handle", Map.of("test_dataset_handle", "ds_000000000000"));
    wrong.forEach(
        (field, more) ->
            assertThatThrownBy(
                    () -> project.agent().evaluations().evaluate(evaluation(more), Told.NOTHING))
                .as(field)
                .isInstanceOfSatisfying(
                    AgentException.class,
                    e -> assertThat(e.problem().fieldPath()).isEqualTo(field)));
  }

  @Test
  void theSpectrumOfAModelIsFoundOnWhatItWasFittedToAndKeptWithItsInputs() {
    Map<String, @Nullable Object> compiled =
        map(
            project
                .agent()
                .analyses()
                .compile(
                    Map.of("workflow_key", "spectral_koopman", "checkpoint_handle", checkpoint)),
            "compiled_request");
    assertThat(map(compiled, "dataset_handles")).containsEntry("dataset_handle", project.dataset());
    Map<String, @Nullable Object> result =
        map(
            project.agent().analyses().run(text(compiled, "handle"), "analysed", Told.NOTHING),
            "result");

    assertThat((List<?>) result.get("kept_pairs"))
        .isNotEmpty()
        .allSatisfy(
            pair ->
                assertThat(number(pair, "growth"))
                    .isCloseTo(
                        Math.log(Math.hypot(number(pair, "re"), number(pair, "im"))) / 0.1,
                        within(1e-9)));
    assertThat(map(result, "artifacts"))
        .containsKeys("eigentriples.npz", "residuals.csv", "plots/eigenvalues.png");
    Map<String, @Nullable Object> snapshot =
        map(
            map(
                project.agent().catalog().describeObject(text(result, "snapshot_handle")),
                "object"),
            "content");
    assertThat(map(snapshot, "inputs")).containsEntry("checkpoint", checkpoint);
    assertThat(map(snapshot, "metrics")).containsKey("n_kept");
    assertThat(map(snapshot, "artifacts")).containsKey("eigentriples.npz");
  }

  private static double number(@Nullable Object pair, String name) {
    return pair instanceof Map<?, ?> map && map.get(name) instanceof Double number
        ? number
        : Double.NaN;
  }

  private static Map<String, @Nullable Object> modes(Map<String, Object> parameters) {
    AnalysisService analyses = project.agent().analyses();
    Map<String, Object> datasets = new LinkedHashMap<>();
    datasets.put("train_dataset_handle", project.dataset());
    datasets.put("test_dataset_handle", project.dataset());
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("workflow_key", "vortex_transform_modes");
    request.put("dataset_handles", datasets);
    request.put("parameters", parameters);
    String handle = text(map(analyses.compile(request), "compiled_request"), "handle");
    return map(analyses.run(handle, "analysed", Told.NOTHING), "result");
  }

  @Test
  void modesOfATransformAreThoseOfAnyTrajectories() {
    Map<String, @Nullable Object> result =
        modes(Map.of("manifold", "none", "energy", 1.0, "index", 5));

    // All directions of the plane are kept, so that the projection is the identity.
    assertThat(number(result.get("summary"), "rel_dx_error")).isLessThan(1e-12);
    assertThat(number(result.get("summary"), "rel_dz_error")).isLessThan(1e-12);
    assertThat(result).doesNotContainKey("snapshot_handle");
  }

  @Test
  void anAnalysisThatFailsSaysWhy() {
    assertThatThrownBy(() -> modes(Map.of("index", 100_000)))
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("run_failed");
              assertThat(e).hasMessageContaining("index");
            });
  }
}
