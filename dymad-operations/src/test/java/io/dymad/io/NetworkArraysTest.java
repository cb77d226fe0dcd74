package io.dymad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Network;
import io.dymad.core.Network.Edge;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.capture.NdArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkArraysTest {
  /** Six states: three nodes of two features, or six of one. */
  private static Dataset dataset(Map<String, NdArray> arrays) {
    return new Dataset(
        Trajectories.of(Trajectory.of(1, Matrix.generate(4, 6, (k, j) -> k + j))),
        new TreeMap<>(arrays));
  }

  private static Map<String, NdArray> edges() {
    return Map.of("ei", NdArray.of(new long[] {0, 1, 2, 1}, 2, 2));
  }

  private static Map<String, NdArray> with(String name, NdArray array) {
    Map<String, NdArray> arrays = new TreeMap<>(edges());
    arrays.put(name, array);
    return arrays;
  }

  @Test
  void edgesWeightsAndAttributesComeBackFromAFile(@TempDir Path directory) {
    Network network =
        new Network(
            3,
            List.of(new Edge(0, 2, 0.5, List.of(1.0, 2.0)), new Edge(2, 0, -1, List.of(3.0, 4.0))));
    Path file = directory.resolve("graph.npz");
    NpzFiles.write(dataset(Map.of()).withNetwork(network), file);
    assertThat(NpzFiles.read(file).findNetwork()).contains(network);
  }

  @Test
  void weightsAreOneUnlessToldOtherwise() {
    assertThat(dataset(edges()).findNetwork().orElseThrow().edges())
        .containsExactly(new Edge(0, 2, 1, List.of()), new Edge(1, 1, 1, List.of()));
  }

  @Test
  void anAdjacencyMatrixHasAnEdgeForEachElementThatIsNotZero() {
    NdArray adjacency = NdArray.of(new double[] {0, 2, 0, 0, 0, 0, -1, 0, 0}, 3, 3);
    assertThat(dataset(Map.of("adj", adjacency)).findNetwork())
        .contains(
            new Network(3, List.of(new Edge(0, 1, 2, List.of()), new Edge(2, 0, -1, List.of()))));
  }

  @Test
  void theLastNodesMayHaveNoEdge() {
    Map<String, NdArray> arrays = with("adj", NdArray.of(new double[36], 6, 6));
    assertThat(dataset(arrays).findNetwork().orElseThrow().nodes()).isEqualTo(6);
  }

  @Test
  void dataWithoutEdgesHaveNoNetwork() {
    assertThat(dataset(Map.of()).findNetwork()).isEmpty();
  }

  @Test
  void refusesArraysThatDoNotFit() {
    refused(Map.of("adj", NdArray.of(new double[6], 2, 3)), "The array adj has the shape [2, 3]");
    refused(Map.of("ei", NdArray.of(new long[3], 3, 1)), "The array ei has the shape [3, 1]");
    refused(Map.of("ei", NdArray.of(new double[] {0, 0.5}, 2, 1)), "ei holds 0.5; nodes are whole");
    refused(Map.of("ei", NdArray.of(new long[] {0, -1}, 2, 1)), "goes from 0 to -1");
    refused(with("ew", NdArray.of(new double[3], 3)), "must be [2], as ei has edges");
    refused(with("ea", NdArray.of(new double[3], 3, 1)), "must be [2, attribute]");
    refused(
        Map.of("ei", NdArray.of(new long[] {0, 3}, 2, 1)),
        "The 6 state variables cannot be shared out evenly among 4 nodes.");
  }

  private static void refused(Map<String, NdArray> arrays, String message) {
    assertThatThrownBy(() -> dataset(arrays).findNetwork())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
