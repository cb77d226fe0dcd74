package io.dymad.agent.app;

import static io.dymad.agent.app.AgentProject.map;
import static io.dymad.agent.app.AgentProject.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.dymad.training.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint is good for by itself: it is registered as what it is, and predicts. */
@Timeout(300)
class CheckpointUseTest {
  @TempDir private static Path directory;
  private static AgentProject project;
  private static String checkpoint;
  private static String path;

  @BeforeAll
  static void train() throws Exception {
    project = new AgentProject(directory);
    Map<String, @Nullable Object> run = project.train(project.compile(Map.of()), "runs");
    checkpoint = text(run, "checkpoint_handle");
    path = text(run, "checkpoint_path");
  }

  @AfterAll
  static void close() {
    project.close();
  }

  private static PredictionService predictions() {
    return project.agent().predictions();
  }

  private static String prepare(int horizon) {
    return text(
        map(predictions().prepare(checkpoint, horizon, false, false), "prediction_request"),
        "handle");
  }

  private static Map<String, @Nullable Object> predict(int horizon) {
    return map(
        predictions().materialize(prepare(horizon), project.dataset(), "artifacts"), "result");
  }

  private static Trajectory first(Map<String, @Nullable Object> result) {
    return NpzFiles.read(Path.of(text(result, "path"))).trajectories().get(0);
  }

  @Test
  void aCheckpointIsRegisteredUnderAnyNameOfItsModel() {
    for (String name : List.of("lti", "LTI", "dymad.models.collections:LTI")) {
      Map<String, @Nullable Object> registered =
          map(project.agent().catalog().registerCheckpoint(name, path, "auto"), "checkpoint");
      assertThat(registered).containsEntry("handle", checkpoint);
      assertThat(text(registered, "model_ref")).endsWith(":LTI");
    }
  }

  @Test
  void aCheckpointThatIsNotWhatTheRequestSaysIsRefusedByField() throws Exception {
    Path damaged = Files.createDirectories(directory.resolve("damaged"));
    Files.writeString(damaged.resolve("training.json"), "{}");
    Path empty = Files.createDirectories(directory.resolve("empty"));
    CatalogService catalog = project.agent().catalog();
    int known = count("checkpoint");

    refused("model_ref", "other_model", () -> catalog.registerCheckpoint("kbf", path, "cpu"));
    refused("model_ref", "other_model", () -> catalog.registerCheckpoint("DLTI", path, "cpu"));
    refused("model_ref", "unknown_model_key", () -> catalog.registerCheckpoint("ltx", path, "cpu"));
    refused("device", "invalid_field", () -> catalog.registerCheckpoint("lti", path, "tpu"));
    for (Path wrong : List.of(damaged, empty, directory.resolve("nowhere"))) {
      refused(
          "checkpoint_path",
          "no_checkpoint",
          () -> catalog.registerCheckpoint("lti", wrong.toString(), "cpu"));
    }
    assertThat(count("checkpoint")).isEqualTo(known);
  }

  @Test
  void predictionsAreThoseOfTheModelAndBecomeADatasetOfTheirOwn() {
    Map<String, @Nullable Object> result = predict(30);

    Trajectories measured = NpzFiles.read(directory.resolve("data.npz")).trajectories();
    var model = Checkpoints.loadModel(Path.of(path, "training.json"));
    Trajectories predicted = NpzFiles.read(Path.of(text(result, "path"))).trajectories();
    assertThat(predicted.size()).isEqualTo(measured.size());
    for (int i = 0; i < measured.size(); i++) {
      assertThat(predicted.get(i).x().toRowMajor())
          .containsExactly(model.predict(measured.get(i)).toRowMajor());
      assertThat(predicted.get(i).t().toRowMajor())
          .containsExactly(measured.get(i).t().toRowMajor());
    }
    assertThat(text(result, "handle")).startsWith("ds_");
    Map<String, @Nullable Object> made =
        map(project.agent().catalog().describeObject(text(result, "handle")), "object");
    assertThat(made.get("derived_from"))
        .isEqualTo(List.of(text(result, "prediction_handle"), project.dataset()));
  }

  @Test
  void withoutControlsPredictionsGoOnBeyondTheEndOfTheData() {
    Trajectory within = first(predict(30));
    Trajectory beyond = first(predict(50));

    assertThat(beyond.steps()).isEqualTo(50);
    assertThat(beyond.t().get(49, 0)).isCloseTo(4.9, within(1e-9));
    // Integration errors are controlled to 1e-7 or so; both start from the same sample.
    assertThat(beyond.x().rows(0, 30).minus(within.x()).frobeniusNorm()).isLessThan(1e-5);
  }

  @Test
  void theSameRequestIsOneAndItsPredictionsAreOneDataset() {
    assertThat(prepare(12)).startsWith("pred_").isEqualTo(prepare(12)).isNotEqualTo(prepare(13));
    assertThat(predict(12).get("handle")).isEqualTo(predict(12).get("handle"));
    Map<String, @Nullable Object> planned =
        map(predictions().plan("lti", path, 12, false, false), "prediction_request");
    assertThat(planned)
        .containsEntry("handle", prepare(12))
        .containsEntry("checkpoint_handle", checkpoint);
  }

  @Test
  void whatIsWrongWithAPlanIsSaidByFieldAndNothingIsKept() {
    int known = count("prediction");
    refused(
        "checkpoint_handle",
        "handle_kind",
        () -> predictions().prepare(project.dataset(), 9, false, false));
    refused(
        "checkpoint_handle",
        "unknown_handle",
        () -> predictions().prepare("chk_000000000000", 9, false, false));
    refused("horizon", "invalid_field", () -> predictions().prepare(checkpoint, 1, false, false));
    refused(
        "has_control", "model_mismatch", () -> predictions().prepare(checkpoint, 9, true, false));
    refused("has_graph", "model_mismatch", () -> predictions().prepare(checkpoint, 9, false, true));
    refused("model_ref", "other_model", () -> predictions().plan("kbf", path, 9, false, false));
    assertThat(count("prediction")).isEqualTo(known);
  }

  @Test
  void dataThatTheModelCannotStartFromAreRefused() throws Exception {
    Matrix three = Matrix.generate(9, 3, (k, j) -> Math.cos(k + j));
    Path file = directory.resolve("three.npz");
    NpzFiles.write(Dataset.of(Trajectories.of(Trajectory.of(0.1, three))), file);
    String other = register(file);
    String prediction = prepare(9);

    refused(
        "dataset_handle",
        "dataset_mismatch",
        () -> predictions().materialize(prediction, other, "artifacts"));
    refused(
        "prediction_handle",
        "handle_kind",
        () -> predictions().materialize(checkpoint, other, "artifacts"));
    Files.delete(file);
    refused(
        "dataset_handle",
        "no_dataset",
        () -> predictions().materialize(prediction, other, "artifacts"));
    Files.writeString(directory.resolve("file"), "no directory");
    refused(
        "artifact_root",
        "cannot_write",
        () -> predictions().materialize(prediction, project.dataset(), "file"));
  }

  @Test
  void aCheckpointThatWasChangedAfterItWasRegisteredDoesNotPredict() throws Exception {
    Path copy = Files.createDirectories(directory.resolve("copy"));
    try (var files = Files.list(Path.of(path))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.writeString(copy.resolve("note.txt"), "a checkpoint of its own");
    Map<String, @Nullable Object> request =
        map(predictions().plan("lti", copy.toString(), 9, false, false), "prediction_request");
    Files.writeString(copy.resolve("note.txt"), "which is another one now");

    refused(
        "prediction_handle",
        "no_checkpoint",
        () -> predictions().materialize(text(request, "handle"), project.dataset(), "artifacts"));
  }

  private static String register(Path file) {
    return text(
        map(
            project.agent().catalog().registerDataset(file.toString(), "npz", "regular"),
            "dataset"),
        "handle");
  }

  private static int count(String kind) {
    Map<String, @Nullable Object> listed =
        new LinkedHashMap<>(project.agent().catalog().listObjects(Optional.of(kind)));
    return listed.get("objects") instanceof List<?> objects ? objects.size() : -1;
  }

  private static void refused(String fieldPath, String code, ThrowingCallable call) {
    AgentProblem problem = catchThrowableOfType(AgentException.class, call).problem();
    assertThat(problem.fieldPath()).as(problem.message()).isEqualTo(fieldPath);
    assertThat(problem.code()).as(problem.message()).isEqualTo(code);
  }
}
