package io.dymad.agent.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

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
import io.metalab.core.registry.Operations;
import io.metalab.store.MemoryStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeveloperRequestsTest {
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

  private CompiledRequest compile(Map<String, Object> fields) {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.put("train_dataset_handle", train);
    return new DeveloperRequests(compiler).compile(request);
  }

  private AgentProblem refusal(Map<String, Object> fields) {
    return catchThrowableOfType(AgentException.class, () -> compile(fields)).problem();
  }

  @Test
  void aRequestOfADeveloperIsTheSameAsThatOfAUser() {
    Map<String, Object> changes = Map.of("model", Map.of("koopman_dimension", 5));

    CompiledRequest developer =
        compile(Map.of("model_ref", "dymad.models.collections:DKBF", "config", changes));

    assertThat(developer.handle())
        .isEqualTo(
            compiler
                .compile(
                    TrainingRequest.of(
                        Map.of(
                            "train_dataset_handle",
                            train,
                            "model_key",
                            "DKBF",
                            "overrides",
                            changes)))
                .handle());
  }

  @Test
  void refusalsNameFieldsAsDevelopersKnowThem() {
    AgentProblem option =
        refusal(Map.of("model_ref", "DKBF", "config", Map.of("model", Map.of("colour", 1))));
    AgentProblem model = refusal(Map.of("model_ref", "kfb"));
    AgentProblem field = refusal(Map.of("model_ref", "DKBF", "modle", 1));
    AgentProblem user = refusal(Map.of("model_ref", "DKBF", "overrides", Map.of()));

    assertThat(option.fieldPath()).isEqualTo("config.model.colour");
    assertThat(option.message()).startsWith("config.model.colour");
    assertThat(model.fieldPath()).isEqualTo("model_ref");
    assertThat(field.message()).contains("model_ref", "config").doesNotContain("model_key");
    assertThat(field.details().get("known")).asInstanceOf(LIST).contains("model_ref");
    assertThat(user.fieldPath()).isEqualTo("overrides");
    assertThat(user.message()).isEqualTo("overrides is called config here.");
    assertThat(objects.list(HandleKind.TRAINING_REQUEST)).isEmpty();
  }
}
