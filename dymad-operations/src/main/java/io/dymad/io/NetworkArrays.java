package io.dymad.io;

import io.dymad.core.Network;
import io.dymad.numerics.Matrix;
import io.metalab.capture.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a network lies in the arrays beside trajectories: {@code ei}, {@code [2, edge]}, the nodes
 * that edges leave and enter; {@code ew}, {@code [edge]}, their weights, 1 if missing; {@code ea},
 * {@code [edge, attribute]}; or in place of all {@code adj}, {@code [node, node]}, whose element in
 * row i and column j is the weight of an edge from i to j. With both, {@code adj} tells how many
 * nodes there are: the last ones may have no edge.
 */
final class NetworkArrays {
  static final List<String> NAMES = List.of("adj", "ei", "ew", "ea");

  private NetworkArrays() {}

  /**
   * Returns the network among the arrays of a file.
   *
   * @param stateSize what the number of nodes must divide
   * @throws IllegalArgumentException naming the array and its shape, or the edge
   */
  static Optional<Network> find(Map<String, NdArray> arrays, int stateSize) {
    NdArray adjacency = arrays.get("adj");
    NdArray index = arrays.get("ei");
    Network network;
    if (index != null) {
      network = ofEdges(index, arrays, adjacency == null ? 0 : ofAdjacency(adjacency).nodes());
    } else if (adjacency != null) {
      network = ofAdjacency(adjacency);
    } else {
      return Optional.empty();
    }
    if (stateSize % network.nodes() != 0) {
      throw new IllegalArgumentException(
          "The %d state variables cannot be shared out evenly among %d nodes. If the last nodes have no edge, an array adj tells how many nodes there are."
              .formatted(stateSize, network.nodes()));
    }
    return Optional.of(network);
  }

  private static Network ofAdjacency(NdArray adjacency) {
    List<Integer> shape = adjacency.shape();
    if (shape.size() != 2 || !shape.get(0).equals(shape.get(1))) {
      throw shapeError("adj", adjacency, "[node, node]; edges are the same at all times");
    }
    double[] weights = adjacency.toDoubles();
    int nodes = shape.get(0);
    return Network.of(Matrix.generate(nodes, nodes, (i, j) -> weights[i * nodes + j]));
  }

  private static Network ofEdges(NdArray index, Map<String, NdArray> arrays, int leastNodes) {
    if (index.shape().size() != 2 || index.shape().get(0) != 2) {
      throw shapeError("ei", index, "[2, edge]; edges are the same at all times");
    }
    int count = index.shape().get(1);
    double[] ends = index.toDoubles();
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    NdArray ew = arrays.get("ew");
    if (ew != null) {
      if (!ew.shape().equals(List.of(count))) {
        throw shapeError("ew", ew, "[%d], as ei has edges".formatted(count));
      }
      weights = ew.toDoubles();
    }
    NdArray ea = arrays.get("ea");
    int width = 0;
    double[] attributes = {};
    if (ea != null) {
      if (ea.shape().size() != 2 || ea.shape().get(0) != count) {
        throw shapeError("ea", ea, "[%d, attribute], as ei has edges".formatted(count));
      }
      width = ea.shape().get(1);
      attributes = ea.toDoubles();
    }
    List<Network.Edge> edges = new ArrayList<>();
    int nodes = Math.max(1, leastNodes);
    for (int k = 0; k < count; k++) {
      List<Double> own = Arrays.stream(attributes, k * width, (k + 1) * width).boxed().toList();
      Network.Edge edge = new Network.Edge(node(ends[k]), node(ends[count + k]), weights[k], own);
      edges.add(edge);
      nodes = Math.max(nodes, 1 + Math.max(edge.from(), edge.to()));
    }
    return new Network(nodes, edges);
  }

  private static int node(double value) {
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The array ei holds %s; nodes are whole numbers from 0.".formatted(value));
    }
    return (int) value;
  }

  private static IllegalArgumentException shapeError(String name, NdArray array, String expected) {
    return new IllegalArgumentException(
        "The array %s has the shape %s; it must be %s.".formatted(name, array.shape(), expected));
  }

  /** Returns the arrays {@code adj}, {@code ei}, {@code ew}, and {@code ea} if there is any. */
  static SortedMap<String, NdArray> toArrays(Network network) {
    List<Network.Edge> edges = network.edges();
    int count = edges.size();
    long[] ends = new long[2 * count];
    double[] weights = new double[count];
    int width = count == 0 ? 0 : edges.get(0).attributes().size();
    double[] attributes = new double[count * width];
    for (int k = 0; k < count; k++) {
      Network.Edge edge = edges.get(k);
      ends[k] = edge.from();
      ends[count + k] = edge.to();
      weights[k] = edge.weight();
      for (int j = 0; j < width; j++) {
        attributes[k * width + j] = edge.attributes().get(j);
      }
    }
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    int nodes = network.nodes();
    arrays.put("adj", NdArray.of(network.adjacency().toRowMajor(), nodes, nodes));
    arrays.put("ei", NdArray.of(ends, 2, count));
    arrays.put("ew", NdArray.of(weights, count));
    if (width > 0) {
      arrays.put("ea", NdArray.of(attributes, count, width));
    }
    return arrays;
  }
}
