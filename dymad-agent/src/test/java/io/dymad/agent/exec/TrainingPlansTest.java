package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.agent.DatasetKind;
import io.dymad.agent.compiler.TrainingCompiler;
import io.dymad.agent.compiler.TrainingRequest;
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
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import io.metalab.core.registry.Operations;
import io.metalab.store.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPlansTest {
  @TempDir private Path directory;

  /** A project of its own directory and store, in which a request is compiled and planned. */
  private RunPlan run(String project, Map<String, Object> more) throws Exception {
    Path base = Files.createDirectory(directory.resolve(project));
    Matrix states = Matrix.generate(30, 2, (k, j) -> Math.sin(0.1 * k + j));
    NpzFiles.write(
        Dataset.of(Trajectories.of(Trajectory.of(0.1, states), Trajectory.of(0.1, states))),
        base.resolve("data.npz"));
    Operations operations = new Operations(getClass().getClassLoader());
    ObjectStore objects = new ObjectStore(new MemoryStore());
    FileDigests digests = FileDigests.of(base);
    Datasets datasets = new Datasets(objects, digests);
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put(
        "train_dataset_handle",
        datasets.register("data.npz", DatasetKind.REGULAR).handle().toString());
    request.put("model_key", "kbf");
    TrainingCompiler compiler =
        new TrainingCompiler(
            new Registry(operations),
            datasets,
            new CompiledRequests(objects, HandleKind.TRAINING_REQUEST));
    return new TrainingPlans(operations.byKey("dymad.train"), datasets, digests)
        .of(compiler.compile(TrainingRequest.of(request)));
  }

  @Test
  void equalRequestsAreOneRunWhereverTheyAreMadeAndWhateverTheyAreCalled() throws Exception {
    RunPlan here = run("here", Map.of());
    RunPlan there = run("there", Map.of("run_name", "mine", "max_workers", 4));
    RunPlan other = run("other", Map.of("seed", 1));

    assertThat(there.runId()).isEqualTo(here.runId());
    assertThat(other.runId()).isNotEqualTo(here.runId());
  }

  @Test
  void theRunIsOneOfTheOperationInTheProjectsExperiment() throws Exception {
    RunPlan run = run("here", Map.of());
    Map<String, Object> identity = Json.parseObject(run.run().identity());

    assertThat(CanonicalJson.sha256(run.run().identity())).isEqualTo(run.runId().hex());
    assertThat(identity)
        .containsEntry("experiment", "dymad:1")
        .containsEntry("operation", "dymad.train@1");
    assertThat(requireNonNull((Map<?, ?>) identity.get("params")).get("epochs")).isEqualTo(25L);
  }
}
