package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCompilerTest {
  @TempDir private Path directory;
  private final ObjectStore objects = new ObjectStore(new MemoryStore());
  private TrainingCompiler compiler;
  private String train;

  @BeforeEach
  void register() {
    Matrix states = Matrix.generate(30, 2, (k, j) -> Math.sin(0.1 * k + j));
    NpzFiles.write(
        Dataset.of(Trajectories.of(Trajectory.of(0.1, states), Trajectory.of(0.1, states))),
        directory.resolve("data.npz"));
    Datasets datasets = new Datasets(objects, FileDigests.of(directory));
    train = datasets.register("data.npz", DatasetKind.REGULAR).handle().toString();
    compiler =
        new TrainingCompiler(
            new Registry(new Operations(getClass().getClassLoader())),
            datasets,
            new CompiledRequests(objects, HandleKind.TRAINING_REQUEST));
  }

  private CompiledRequest compile(Object... fields) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("train_dataset_handle", train);
    request.put("model_key", "kbf");
    for (int i = 0; i < fields.length; i += 2) {
      request.put((String) fields[i], fields[i + 1]);
    }
    return compiler.compile(TrainingRequest.of(request));
  }

  @Test
  void aRequestBecomesParamsOfTheOperationThatTrains() {
    CompiledRequest request =
        compile(
            "overrides",
            """
            {"model": {"koopman_dimension": 5}, "data": {"double_precision": true},
             "split": {"train_frac": 0.5},
             "phases": [{"trainer": "Weak"},
                        {"type": "repeat", "times": 2, "phases": [
                          {"type": "linear_solve", "method": "truncated", "params": 3},
                          {"type": "optimizer", "trainer": "NODE", "n_epochs": 7},
                          {"type": "analysis", "name": "round"}]},
                        {"type": "export", "target": "best_model"}]}
            """);

    assertThat(request.content())
        .containsEntry("operation", "dymad.train@1")
        .containsEntry("train_dataset_handle", train)
        .containsEntry("model_ref", "dymad.models.collections:KBF")
        .containsEntry("trainer_kind", "stacked");
    Map<?, ?> params = requireNonNull((Map<?, ?>) request.content().get("params"));
    assertThat(params.get("precision")).isEqualTo("float64");
    assertThat(params.get("held_out")).isEqualTo(0.5);
    assertThat(params.get("epochs")).isEqualTo(25L + 2 * (1 + 7));
    assertThat(requireNonNull((Map<?, ?>) params.get("model")).get("koopman_dimension"))
        .isEqualTo(5L);
    assertThat(requireNonNull((Map<?, ?>) params.get("model")).get("hidden_dimension"))
        .isEqualTo(32L);
    List<?> phases = requireNonNull((List<?>) params.get("phases"));
    assertThat(Json.write(phases.get(0)))
        .isEqualTo(
            "{\"N\":13,\"batch_size\":16,\"dN\":2,\"decay_rate\":0.999,\"epochs\":25,"
                + "\"learning_rate\":0.005,\"ordint\":2,\"ordpol\":2,\"trainer\":\"weak\"}");
    assertThat(phases).hasSize(8);
    assertThat(List.of(phases.get(3), phases.get(6)))
        .isEqualTo(List.of(Map.of("analysis", "round_1"), Map.of("analysis", "round_2")));
    assertThat(phases.get(7)).isEqualTo(Map.of("export", "export_2", "target", "best_model"));
    assertThat(Json.write(phases.get(1)))
        .isEqualTo("{\"method\":\"truncated\",\"rank\":3,\"trainer\":\"linear\"}");
  }

  @Test
  void howARunIsCalledAndCarriedOutChangesNoHandle() {
    CompiledRequest plain = compile();
    CompiledRequest named =
        compile("run_name", "mine", "device", "cpu", "max_workers", 4, "model_key", "KBF");

    assertThat(named.handle()).isEqualTo(plain.handle());
    assertThat(named.settings()).containsEntry("effective_run_name", "mine");
    assertThat(plain.settings())
        .containsEntry("effective_run_name", "KBF_" + plain.handle().hex().substring(0, 8));
    assertThat(plain.derivedFrom()).map(Object::toString).containsExactly(train);
    assertThat(objects.list(HandleKind.TRAINING_REQUEST)).hasSize(1);
  }

  @Test
  void anOverrideThatSaysWhatTheProfileSaysIsTheSameRequest() {
    assertThat(compile("overrides", Map.of("phases", List.of(Map.of("trainer", "Weak")))).handle())
        .isEqualTo(compile().handle());
  }

  @Test
  void modelConfigurationAndSeedAreWhatAHandleIsMadeOf() {
    List<CompiledRequest> different =
        List.of(
            compile(),
            compile("seed", 1),
            compile("model_key", "DKBF"),
            compile("valid_dataset_handle", train),
            compile("overrides", Map.of("model", Map.of("koopman_dimension", 3))));

    assertThat(different).extracting(CompiledRequest::handle).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"train_dataset_handle": 3}                     | train_dataset_handle
          {"train_dataset_handle": "ds_000000000000"}     | train_dataset_handle
          {"train_dataset_handle": "run_000000000000"}    | train_dataset_handle
          {"valid_dataset_handle": "x"}                   | valid_dataset_handle
          {"model_key": "kfb"}                            | model_key
          {"model_key": "GKBF"}                           | model_key
          {"model_key": null}                             | model_key
          {"reference_profile": "none"}                   | reference_profile
          {"run_name": "../out"}                          | run_name
          {"run_name": ""}                                | run_name
          {"seed": -1}                                    | seed
          {"seed": 0.5}                                   | seed
          {"device": "tpu"}                               | device
          {"max_workers": 0}                              | max_workers
          {"max_worker": 1}                               | max_worker
          {"overrides": 3}                                | overrides
          {"overrides": "{"}                              | overrides
          {"overrides": {"modle": {}}}                    | overrides.modle
          {"overrides": {"cv": {}}}                       | overrides.cv
          {"overrides": {"path": "x"}}                    | overrides.path
          {"overrides": {"data": {"path": "x"}}}          | overrides.data.path
          {"overrides": {"data": {"n_steps": 3}}}         | overrides.data.n_steps
          {"overrides": {"data": {"double_precision": 1}}} | overrides.data.double_precision
          {"overrides": {"model": {"name": "LDM"}}}       | overrides.model.name
          {"overrides": {"model": {"activation": "x"}}}   | overrides.model.activation
          {"overrides": {"model": {"colour": 1}}}         | overrides.model.colour
          {"overrides": {"model": null}}                  | overrides.model
          {"overrides": {"split": {"train_frac": 1}}}     | overrides.split.train_frac
          {"overrides": {"split": {"train_frac": "a"}}}   | overrides.split.train_frac
          {"overrides": {"dataloader": {"batch_size": -1}}} | overrides.dataloader.batch_size
          {"overrides": {"dataloader": {"shuffle": false}}} | overrides.dataloader.shuffle
          {"overrides": {"transform_x": {"type": "svd"}}} | overrides.transform_x.type
          {"overrides": {"transform_x": [{"type": "scaler", "mode": "x"}]}} | overrides.transform_x.0.mode
          {"overrides": {"transform_u": {"type": "scaler"}}} | overrides.transform_u.mode
          {"overrides": {"criterion": {"dynamics": {"type": "x"}}}} | overrides.criterion.dynamics.type
          {"overrides": {"phases": []}}                   | overrides.phases
          {"overrides": {"phases": {}}}                   | overrides.phases
          {"overrides": {"phases": ["Weak"]}}             | overrides.phases.0
          {"overrides": {"phases": [{"type": "x"}]}}      | overrides.phases.0.type
          {"overrides": {"phases": [{"trainer": "SGD"}]}} | overrides.phases.0.trainer
          {"overrides": {"phases": [{"trainer": "NODE"}]}} | overrides.phases.0.n_epochs
          {"overrides": {"phases": [{"trainer": "Weak", "epochs": 3}]}} | overrides.phases.0.epochs
          {"overrides": {"phases": [{"trainer": "Weak", "colour": 3}]}} | overrides.phases.0.colour
          {"overrides": {"phases": [{"trainer": "Weak", "weak_form_params": {"N": 1}}]}} | overrides.phases.0.weak_form_params.N
          {"overrides": {"phases": [{"trainer": "Weak"}, {"type": "repeat", "times": 2, "phases": [{"trainer": "Weak", "learning_rate": "x"}]}]}} | overrides.phases.1.phases.0.learning_rate
          {"overrides": {"phases": [{"type": "repeat", "times": 0, "phases": []}]}} | overrides.phases.0.times
          {"overrides": {"phases": [{"type": "linear_solve", "method": "sako"}]}} | overrides.phases.0.params
          {"overrides": {"phases": [{"type": "linear_solve", "params": 3}]}} | overrides.phases.0.params
          {"overrides": {"phases": [{"type": "data", "operation": "smooth", "n_steps": 3}]}} | overrides.phases.0.n_steps
          """)
  void aWrongFieldIsRefusedByItsPathAndNothingIsKept(String wrong, String fieldPath) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("train_dataset_handle", train);
    fields.put("model_key", "kbf");
    fields.putAll(Json.parseObject(wrong));

    AgentProblem problem =
        catchThrowableOfType(
                AgentException.class, () -> compiler.compile(TrainingRequest.of(fields)))
            .problem();

    assertThat(problem.fieldPath()).as(problem.message()).isEqualTo(fieldPath);
    assertThat(problem.code()).matches("[a-z_]+");
    assertThat(objects.list(HandleKind.TRAINING_REQUEST)).isEmpty();
  }
}
