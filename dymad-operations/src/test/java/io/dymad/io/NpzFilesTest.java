package io.dymad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFilesTest {
  @TempDir Path directory;

  private static Path resource(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(NpzFilesTest.class.getResource("/io/" + name));
    return Path.of(url.toURI());
  }

  @Test
  void readsWhatNumpyWrote() throws URISyntaxException {
    Dataset dataset = NpzFiles.read(resource("regular.npz"));
    Trajectories all = dataset.trajectories();
    assertThat(all.size()).isEqualTo(3);
    Trajectory second = all.get(1);
    assertThat(second.t().column(0)).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(second.x().row(0)).containsExactly(10, 11);
    assertThat(second.x().row(4)).containsExactly(18, 19);
    assertThat(second.u().column(0)).containsExactly(0, 1, 2, 3, 4);
    assertThat(second.y().column(0)).containsExactly(1, 1, 1, 1, 1);
    assertThat(second.p().row(0)).containsExactly(3, 4);
    assertThat(dataset.others()).containsOnlyKeys("lat");
  }

  @Test
  void readsASingleTrajectoryAndCountsTimeIfThereIsNone() throws URISyntaxException {
    Trajectories all = NpzFiles.read(resource("single.npz")).trajectories();
    assertThat(all.size()).isOne();
    assertThat(all.get(0).t().column(0)).containsExactly(0, 1, 2, 3, 4);
    assertThat(all.get(0).x().row(2)).containsExactly(4, 5);
    assertThat(all.controlSize()).isOne();
  }

  @Test
  void readsTrajectoriesOfDifferentLength() throws URISyntaxException {
    Trajectories all = NpzFiles.read(resource("ragged.npz")).trajectories();
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.get(0).steps()).isEqualTo(7);
    assertThat(all.get(1).x().row(0)).containsExactly(14, 15);
    assertThat(all.get(1).t().column(0)).containsExactly(0, 1, 2);
  }

  @Test
  void neverReadsPickledObjects() {
    assertThatThrownBy(() -> NpzFiles.read(resource("pickled.npz")))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION))
        .hasMessageContaining("pickled.npz")
        .hasMessageContaining("pickled Python objects");
  }

  @Test
  void namesTheArrayThatDoesNotFitAndItsShape() {
    assertThatThrownBy(() -> NpzFiles.read(resource("wrong.npz")))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("wrong.npz")
        .hasMessageContaining("The array u has the shape [3, 4, 1]")
        .hasMessageContaining("[3 trajectories, 5 steps, feature]");
    assertThatThrownBy(() -> NpzFiles.read(directory.resolve("missing.npz")))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
  }

  @Test
  void givesBackWhatItWrote() {
    TreeMap<String, NdArray> others = new TreeMap<>();
    others.put("lat", NdArray.of(new double[] {1, 2}, 2));
    for (int lastSteps : new int[] {4, 2}) {
      Trajectories all = Trajectories.of(sample(4, 0.1), sample(4, 0.7), sample(lastSteps, 3));
      Dataset dataset = new Dataset(all, others);
      Path file = directory.resolve("data" + lastSteps + ".npz");
      NpzFiles.write(dataset, file);
      Dataset back = NpzFiles.read(file);
      assertThat(back).isEqualTo(dataset);
      assertThat(back.trajectories().contentHash()).isEqualTo(all.contentHash());
    }
  }

  private static Trajectory sample(int steps, double offset) {
    return Trajectory.of(0.5, Matrix.generate(steps, 3, (k, j) -> Math.sin(offset + k + 10 * j)))
        .withU(Matrix.generate(steps, 1, (k, j) -> offset * k))
        .withY(Matrix.generate(steps, 2, (k, j) -> k - j))
        .withP(offset, 2);
  }
}
