package io.dymad.agent.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.CompiledRequests;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.registry.Registry;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.ObjectStore;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.Json;
import io.metalab.core.registry.Operations;
import io.metalab.store.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisCompilerTest {
  @TempDir private Path directory;
  private final ObjectStore objects = new ObjectStore(new MemoryStore());
  private AnalysisCompiler compiler;
  private String dataset;
  private String checkpoint;

  @BeforeEach
  void register() throws Exception {
    Matrix states = Matrix.generate(10, 2, (k, j) -> Math.sin(0.1 * k + j));
    NpzFiles.write(
        Dataset.of(Trajectories.of(Trajectory.of(0.1, states))), directory.resolve("data.npz"));
    Files.createDirectory(directory.resolve("checkpoint"));
    Files.writeString(directory.resolve("checkpoint/training.json"), "{}");
    FileDigests digests = FileDigests.of(directory);
    Datasets datasets = new Datasets(objects, digests);
    Checkpoints checkpoints = new Checkpoints(objects, digests);
    dataset = datasets.register("data.npz", DatasetKind.REGULAR).handle().toString();
    checkpoint = checkpoints.register("checkpoint", List.of()).handle().toString();
    compiler =
        new AnalysisCompiler(
            new Registry(new Operations(getClass().getClassLoader())).analyses(),
            datasets,
            checkpoints,
            new CompiledRequests(objects, HandleKind.ANALYSIS_REQUEST));
  }

  private CompiledRequest compile(String json) {
    return compiler.compile(
        AnalysisRequest.of(
            Json.parseObject(json.replace("DS", dataset).replace("CHK", checkpoint))));
  }

  @Test
  void aSpectralAnalysisIsOneOfACheckpointOnData() {
    CompiledRequest request =
        compile(
            """
            {"workflow_key": "spectral_koopman", "checkpoint_handle": "CHK",
             "dataset_handles": {"dataset_handle": "DS"}, "parameters": {"keep": 3.0}}
            """);

    assertThat(request.content())
        .containsEntry("operation", "dymad.spectral@1")
        .containsEntry("checkpoint_handle", checkpoint)
        .containsEntry("dataset_handles", Map.of("dataset_handle", dataset))
        .containsEntry("parameters", Map.of("keep", 3L));
    assertThat(request.derivedFrom()).map(Object::toString).containsExactly(checkpoint, dataset);
    assertThat(request.handle().toString()).startsWith("analysisreq_");
  }

  @Test
  void modesOfATransformHaveTheWorkflowsDefaults() {
    CompiledRequest request =
        compile(
            """
            {"workflow_key": "vortex_transform_modes",
             "dataset_handles": {"train_dataset_handle": "DS", "test_dataset_handle": "DS"},
             "parameters": {"nx": 5}}
            """);

    assertThat(request.content().get("parameters"))
        .isEqualTo(Map.of("rank_rule", "energy", "energy", 0.9999, "nx", 5L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"workflow_key": "spectral"}                 | workflow_key
          {"workflow_key": 1}                          | workflow_key
          {"workflow": "spectral_koopman"}             | workflow
          {"checkpoint_handle": null}                  | checkpoint_handle
          {"checkpoint_handle": "DS"}                  | checkpoint_handle
          {"checkpoint_handle": "chk_000000000000"}    | checkpoint_handle
          {"workflow_key": "vortex_transform_modes"}   | checkpoint_handle
          {"dataset_handles": {}}                      | dataset_handles.dataset_handle
          {"dataset_handles": {"test": "DS"}}          | dataset_handles.test
          {"dataset_handles": {"dataset_handle": "CHK"}} | dataset_handles.dataset_handle
          {"parameters": 3}                            | parameters
          {"parameters": {"checkpoint": "x"}}          | parameters.checkpoint
          {"parameters": {"keep": 0}}                  | parameters.keep
          {"parameters": {"remove_one": "yes"}}        | parameters.remove_one
          {"parameters": {"method": "magic"}}          | parameters.method
          """)
  void aWrongFieldIsRefusedByItsPathAndNothingIsKept(String wrong, String fieldPath) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("workflow_key", "spectral_koopman");
    fields.put("checkpoint_handle", "CHK");
    fields.put("dataset_handles", Map.of("dataset_handle", "DS"));
    fields.putAll(Json.parseObject(wrong));

    AgentProblem problem =
        catchThrowableOfType(AgentException.class, () -> compile(Json.write(fields))).problem();

    assertThat(problem.fieldPath()).as(problem.message()).isEqualTo(fieldPath);
    assertThat(objects.list(HandleKind.ANALYSIS_REQUEST)).isEmpty();
  }
}
