package io.dymad.operation;

import static io.dymad.operation.OperationRun.artifact;
import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Network;
import io.dymad.io.Dataset;
import io.dymad.io.NpzArrays;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateControlAndNetworkTest {
  private static final int SAMPLES = 11;

  private final GenerateOperation operation = new GenerateOperation();
  @TempDir private Path directory;

  /** x' = u, two inputs for two states, from 0. */
  private static Params integrator() {
    List<List<Long>> identity = List.of(List.of(1L, 0L), List.of(0L, 1L));
    return Params.of("system", "linear", "input_matrix", identity)
        .with("matrix", List.of(List.of(0L, 0L), List.of(0L, 0L)))
        .with("start", "given")
        .with("points", List.of(List.of(0L, 0L)))
        .with("trajectories", 2L)
        .with("samples", (long) SAMPLES)
        .with("control", "external");
  }

  /** Two phases that pull each other with 1 and 3, and a third that only follows. */
  private static Params kuramoto() {
    return Params.of("system", "kuramoto", "frequencies", List.of(1L, 1L, 1L))
        .with("coupling", List.of(List.of(0L, 1L, 0L), List.of(3L, 0L, 0L), List.of(2L, 0L, 0L)))
        .with("groups", List.of(0L, 0L, 1L))
        .with("trajectories", 2L)
        .with("samples", (long) SAMPLES);
  }

  private FileValue npz(String name, int... shape) throws IOException {
    double[] values =
        DoubleStream.iterate(0, value -> value + 1)
            .limit(IntStream.of(shape).reduce(1, (a, b) -> a * b))
            .toArray();
    Path file = directory.resolve("controls.npz");
    NpzArrays.write(Map.of(name, NdArray.of(values, shape)), file);
    return FileValue.of(file.toString());
  }

  private FileValue csv(String... lines) throws IOException {
    Path file = directory.resolve("controls.csv");
    Files.write(file, List.of(lines));
    return FileValue.of(file.toString());
  }

  private Dataset dataset(Params params) throws Exception {
    Map<String, NdArray> arrays = new TreeMap<>();
    ((Map<?, ?>) artifact(operation, params, "dataset.npz"))
        .forEach((name, array) -> arrays.put((String) name, (NdArray) array));
    Path file = directory.resolve("dataset.npz");
    NpzArrays.write(arrays, file);
    return NpzFiles.read(file);
  }

  @Test
  void controlsOfAFileDriveEachTrajectory() throws Exception {
    Params params = integrator().with("control_file", npz("u", 2, SAMPLES, 2));
    Dataset dataset = dataset(params);
    // Held constant over steps of 0.1: the state is the sum of the controls before it.
    double sum = 0;
    for (int k = 0; k < SAMPLES; k++) {
      assertThat(dataset.trajectories().get(1).u().get(k, 1)).isEqualTo(2 * SAMPLES + 2 * k + 1);
      assertThat(dataset.trajectories().get(1).x().get(k, 1)).isCloseTo(sum, within(1e-9));
      sum += 0.1 * (2 * SAMPLES + 2 * k + 1);
    }
  }

  @Test
  void oneTableOfControlsServesAllTrajectories() throws Exception {
    String[] lines = new String[SAMPLES + 1];
    lines[0] = "time,left,right";
    for (int k = 0; k < SAMPLES; k++) {
      lines[k + 1] = 0.1 * k + "," + k + ",1";
    }
    Params params =
        integrator()
            .with("control_file", csv(lines))
            .with("control_columns", List.of("right", "left"));
    Dataset dataset = dataset(params);
    for (int i = 0; i < 2; i++) {
      assertThat(dataset.trajectories().get(i).x().get(SAMPLES - 1, 0)).isCloseTo(1, within(1e-9));
      assertThat(dataset.trajectories().get(i).x().get(SAMPLES - 1, 1))
          .isCloseTo(4.5, within(1e-9));
    }
  }

  @Test
  void aColumnTellsTheTrajectoriesOfATableApart() throws Exception {
    String[] lines = new String[2 * SAMPLES + 1];
    lines[0] = "run,a,b";
    for (int k = 0; k < 2 * SAMPLES; k++) {
      lines[k + 1] = k / SAMPLES + ",1," + (k < SAMPLES ? 2 : 5);
    }
    Params params = integrator().with("control_file", csv(lines)).with("control_trajectory", "run");
    assertThat(dataset(params).trajectories().get(1).x().get(SAMPLES - 1, 1))
        .isCloseTo(5, within(1e-9));
  }

  @Test
  void aFileThatDoesNotFitIsRefusedWithItsShapeAndTheOneWanted() throws Exception {
    assertThatThrownBy(() -> run(operation, integrator()))
        .hasMessageContaining("params.control_file")
        .hasMessageContaining("{file: controls.csv}");
    Params two = integrator().with("control_file", npz("u", 3, 2));
    assertThatThrownBy(() -> run(operation, two))
        .hasMessage(
            "params.control_file: The controls of trajectory 0 are 3 x 2; 11 samples, dropped ones"
                + " included, of 2 inputs are wanted.");
    Params many = integrator().with("control_file", npz("u", 2, SAMPLES, 2));
    assertThatThrownBy(() -> run(operation, many.with("trajectories", 3L)))
        .hasMessageContaining("controls of 2 trajectories for 3");
    Params other = integrator().with("control_file", npz("v", 3, 2));
    assertThatThrownBy(() -> run(operation, other))
        .hasMessageContaining("There is no array u of controls; the arrays are [v].");
    Params line = integrator().with("control_file", npz("u", 3));
    assertThatThrownBy(() -> run(operation, line))
        .hasMessageContaining("The array u has the shape [3]");
    assertThatThrownBy(() -> run(operation, many.with("control", "sine")))
        .hasMessageContaining("Maybe set control: external.");
  }

  @Test
  void phasesComeWithTheNetworkThatCouplesThem() throws Exception {
    Dataset dataset = dataset(kuramoto());
    assertThat(dataset.trajectories().get(0).y().columns()).isEqualTo(4);
    Network network = dataset.findNetwork().orElseThrow();
    // What phase 0 does to the others leaves it: row 0.
    assertThat(network.adjacency()).isEqualTo(Matrix.ofRowMajor(3, 3, 0, 3, 2, 1, 0, 0, 0, 0, 0));
    assertThat(network.edges()).hasSize(3);
  }

  @Test
  void symmetricPhasesMeetAtTheKnownRate() throws Exception {
    // The difference d of two phases: d' = -(1 + 3) sin d, so tan(d/2) decays as e^(-4 t).
    Params params = kuramoto().with("start", "given").with("points", List.of(List.of(1L, 0L, 0L)));
    Matrix x = dataset(params).trajectories().get(0).x();
    double last = x.get(SAMPLES - 1, 0) - x.get(SAMPLES - 1, 1);
    assertThat(Math.tan(last / 2)).isCloseTo(Math.tan(0.5) * Math.exp(-4), within(1e-9));
  }

  @Test
  void whatMakesNoPhasesIsRefused() {
    assertThatThrownBy(() -> run(operation, kuramoto().with("frequencies", List.of())))
        .hasMessageContaining("params.frequencies: There must be one for each phase");
    assertThatThrownBy(() -> run(operation, kuramoto().with("groups", List.of(0L))))
        .hasMessage("params.groups: There are 1 groups for 3 phases.");
    assertThatThrownBy(() -> run(operation, kuramoto().with("groups", List.of(0L, 0L, 7L))))
        .hasMessage("params.groups: 7 is no number of a group from 0 to 2.");
    assertThatThrownBy(() -> run(operation, kuramoto().with("coupling", List.of(List.of(1L)))))
        .hasMessageContaining("params.coupling: 3 frequencies need a coupling (1 x 1)");
  }

  @Test
  void allPhasesAreOneGroupUnlessToldOtherwise() throws Exception {
    Params params = kuramoto().with("groups", List.of());
    assertThat(number(run(operation, params), "n_traj")).isEqualTo(2);
    assertThat(dataset(params).trajectories().get(0).y().columns()).isEqualTo(2);
  }
}
