package io.dymad.agent.compiler;

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
import io.dymad.core.Network;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two states, one control; on a graph, three nodes of two states each. */
class ModelFitTest {
  @TempDir private Path directory;
  private final ObjectStore objects = new ObjectStore(new MemoryStore());
  private Datasets datasets;
  private TrainingCompiler compiler;

  @BeforeEach
  void open() {
    datasets = new Datasets(objects, FileDigests.of(directory));
    compiler =
        new TrainingCompiler(
            new Registry(new Operations(getClass().getClassLoader())),
            datasets,
            new CompiledRequests(objects, HandleKind.TRAINING_REQUEST));
  }

  private String regular() {
    Trajectory one =
        Trajectory.of(0.1, wave(2)).withU(Matrix.generate(30, 1, (k, j) -> Math.cos(k)));
    NpzFiles.write(Dataset.of(Trajectories.of(one, one)), directory.resolve("data.npz"));
    return datasets.register("data.npz", DatasetKind.REGULAR).handle().toString();
  }

  private String graph() {
    Trajectory one = Trajectory.of(0.1, wave(6));
    Network.Edge edge = new Network.Edge(0, 1, 1, List.of());
    NpzFiles.write(
        Dataset.of(Trajectories.of(one, one)).withNetwork(new Network(3, List.of(edge))),
        directory.resolve("graph.npz"));
    return datasets.register("graph.npz", DatasetKind.GRAPH).handle().toString();
  }

  private static Matrix wave(int columns) {
    return Matrix.generate(30, columns, (k, j) -> Math.sin(0.1 * k + j));
  }

  private CompiledRequest compile(String dataset, String model, String overrides) {
    return compiler.compile(
        TrainingRequest.of(
            Map.of("train_dataset_handle", dataset, "model_key", model, "overrides", overrides)));
  }

  private AgentProblem refusal(String dataset, String model, String overrides) {
    AgentProblem problem =
        catchThrowableOfType(AgentException.class, () -> compile(dataset, model, overrides))
            .problem();
    assertThat(objects.list(HandleKind.TRAINING_REQUEST)).isEmpty();
    return problem;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KBF | {"model": {"encoder_layers": 0, "koopman_dimension": 1}} | overrides.model.koopman_dimension
          KBF | {"model": {"encoder_layers": 0, "koopman_dimension": 3}} | overrides.model.encoder_layers
          KBF | {"model": {"decoder_layers": 0}}                         | overrides.model.koopman_dimension
          KBF | {"model": {"decoder_layers": 0, "koopman_dimension": 1}} | overrides.model.decoder_layers
          LDM | {"model": {"latent_dimension": 2}}                       | overrides.model.latent_dimension
          KBF | {"model": {"rank": 5}}                                   | overrides.model.rank
          KBF | {"model": {"autoencoder_type": "cat", "koopman_dimension": 2}} | overrides.model.autoencoder_type
          KBF | {"model": {"encoder_layers": 0, "koopman_dimension": 2}, "transform_x": {"type": "delay", "delay": 1}} | overrides.model.koopman_dimension
          sdm | {}                                                       | model_key
          """)
  void aModelThatDoesNotFitTheDatasetIsRefusedByTheFieldAtFault(
      String model, String overrides, String fieldPath) {
    AgentProblem problem = refusal(regular(), model, overrides);

    assertThat(problem.fieldPath()).as(problem.message()).isEqualTo(fieldPath);
  }

  @Test
  void whatHasNoLayersAndIsNotTheIdentityTellsTheSizeThatFits() {
    AgentProblem problem =
        refusal(regular(), "KBF", "{\"model\": {\"encoder_layers\": 0, \"koopman_dimension\": 1}}");

    assertThat(problem.message())
        .isEqualTo(
            "overrides.model.encoder_layers (0) makes the identity of 2 numbers of the dataset, so"
                + " that overrides.model.koopman_dimension (1) must be 2 or 0. Maybe give it a"
                + " layer.");
    assertThat(problem.details()).containsEntry("state_dim", 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KBF | {"model": {"encoder_layers": 0, "decoder_layers": 0, "koopman_dimension": 2}}
          KBF | {"model": {"encoder_layers": 0, "decoder_layers": 0, "koopman_dimension": 0}}
          KBF | {"model": {"encoder_layers": 0, "koopman_dimension": 4}, "transform_x": {"type": "delay", "delay": 1}}
          KBF | {"model": {"decoder_layers": 0, "autoencoder_type": "cat"}}
          LDM | {}
          LDM | {"model": {"latent_dimension": 3}}
          """)
  void anIdentityOfAllThatIsEncodedIsTaken(String model, String overrides) {
    Map<?, ?> params = (Map<?, ?>) compile(regular(), model, overrides).content().get("params");

    assertThat(Json.write(params)).contains("\"name\":\"" + model + "\"");
  }

  @Test
  void onAGraphSizesAreThoseOfANode() {
    String graph = graph();

    AgentProblem problem =
        refusal(
            graph,
            "GKBF",
            "{\"model\": {\"autoencoder_type\": \"smp\", \"encoder_layers\": 0,"
                + " \"koopman_dimension\": 1}}");

    assertThat(problem.message()).contains("identity of 2 numbers");
    assertThat(compile(graph, "GKBF", "{}").content()).containsEntry("model_key", "kbf");
  }

  @Test
  void aDatasetWhoseFileIsGoneIsRefusedByItsHandle() throws Exception {
    String dataset = regular();
    Files.delete(directory.resolve("data.npz"));

    AgentProblem problem = refusal(dataset, "KBF", "{}");

    assertThat(problem.code()).isEqualTo("dataset_unreadable");
    assertThat(problem.fieldPath()).isEqualTo("train_dataset_handle");
    assertThat(problem.message()).contains("data.npz");
    assertThat(problem.hint()).startsWith("dymad dataset register FILE");
  }
}
