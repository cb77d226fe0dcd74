package io.dymad.agent.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.agent.AgentException;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.ObjectStore;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.api.MetalabException;
import io.metalab.core.identity.FileDigests;
import io.metalab.store.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir private Path directory;
  private final ObjectStore objects = new ObjectStore(new MemoryStore());
  private Datasets datasets;

  @BeforeEach
  void write() {
    datasets = new Datasets(objects, FileDigests.of(directory));
    Matrix states = Matrix.generate(5, 2, (k, j) -> (double) k * (j + 1));
    NpzFiles.write(
        Dataset.of(Trajectories.of(Trajectory.of(0.1, states), Trajectory.of(0.1, states))),
        directory.resolve("data.npz"));
  }

  @Test
  void theSameContentHasOneHandleWhereverItLies() throws Exception {
    DatasetRecord first = datasets.register("data.npz", DatasetKind.REGULAR);
    Files.move(directory.resolve("data.npz"), directory.resolve("moved.npz"));
    DatasetRecord second = datasets.register("moved.npz", DatasetKind.REGULAR);

    assertThat(second.handle()).isEqualTo(first.handle());
    assertThat(second.path()).isEqualTo(directory.resolve("moved.npz"));
    assertThat(datasets.list()).containsExactly(second);
    assertThat(datasets.get(first.handle().toString(), "h").file().sha256())
        .isEqualTo(first.sha256());
  }

  @Test
  void tellsWhatADatasetHolds() {
    assertThat(datasets.register("data.npz", DatasetKind.REGULAR).inspect().toMap())
        .containsEntry("n_trajectories", 2)
        .containsEntry("n_steps", 5)
        .containsEntry("is_ragged", false)
        .containsEntry("state_dim", 2)
        .containsEntry("control_dim", 0)
        .containsEntry("has_time", true)
        .containsEntry("has_graph", false);
  }

  @Test
  void keepsNothingOfWhatIsNoDatasetOfItsKind() throws Exception {
    Files.writeString(directory.resolve("text.npz"), "no arrays");

    assertThatThrownBy(() -> datasets.register("none.npz", DatasetKind.REGULAR))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("none.npz");
    assertThatThrownBy(() -> datasets.register("text.npz", DatasetKind.REGULAR))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("text.npz");
    assertThatThrownBy(() -> datasets.register("data.npz", DatasetKind.GRAPH))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("has no edges");
    assertThat(objects.list(HandleKind.DATASET)).isEmpty();
  }
}
