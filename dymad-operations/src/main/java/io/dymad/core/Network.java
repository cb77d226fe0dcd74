package io.dymad.core;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The edges between the nodes of a system, the same at all times. The states of a trajectory hold
 * the features of node 0, then those of node 1, and so on.
 *
 * @param nodes number of nodes, at least 1
 * @param edges in their order; there may be several between two nodes
 */
public record Network(int nodes, List<Edge> edges) {
  /**
   * One edge.
   *
   * @param from node that it leaves, counted from 0
   * @param to node that it enters
   * @param weight finite; 1 where weights say nothing
   * @param attributes further finite numbers, as many for each edge of a network
   */
  public record Edge(int from, int to, double weight, List<Double> attributes) {
    public Edge {
      attributes = List.copyOf(attributes);
      if (!Double.isFinite(weight) || attributes.stream().anyMatch(a -> !Double.isFinite(a))) {
        throw new IllegalArgumentException(
            "The weight (%s) and attributes %s of the edge from %d to %d must be finite."
                .formatted(weight, attributes, from, to));
      }
    }
  }

  public Network {
    edges = List.copyOf(requireNonNull(edges, "edges"));
    if (nodes < 1) {
      throw new IllegalArgumentException(
          "The number of nodes (%d) must be at least 1.".formatted(nodes));
    }
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      if (Math.min(edge.from(), edge.to()) < 0 || Math.max(edge.from(), edge.to()) >= nodes) {
        throw new IllegalArgumentException(
            "Edge %d goes from %d to %d, but the nodes are 0 to %d."
                .formatted(i, edge.from(), edge.to(), nodes - 1));
      }
      if (edge.attributes().size() != edges.get(0).attributes().size()) {
        throw new IllegalArgumentException(
            "Edge %d has %d attributes, but edge 0 has %d."
                .formatted(i, edge.attributes().size(), edges.get(0).attributes().size()));
      }
    }
  }

  /**
   * Returns the network of an adjacency matrix: an element that is not 0, at row i and column j, is
   * the weight of an edge from i to j.
   *
   * @throws IllegalArgumentException if it is not square or holds what is not finite
   */
  public static Network of(Matrix adjacency) {
    adjacency.requireFinite("The adjacency matrix");
    if (!adjacency.isSquare()) {
      throw new IllegalArgumentException(
          "The adjacency matrix (%s) must be square.".formatted(adjacency.shape()));
    }
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < adjacency.rows(); i++) {
      for (int j = 0; j < adjacency.columns(); j++) {
        if (adjacency.get(i, j) != 0) {
          edges.add(new Edge(i, j, adjacency.get(i, j), List.of()));
        }
      }
    }
    return new Network(adjacency.rows(), edges);
  }

  /** Returns the adjacency matrix; the weights of edges between the same nodes are summed. */
  public Matrix adjacency() {
    double[][] weights = new double[nodes][nodes];
    for (Edge edge : edges) {
      weights[edge.from()][edge.to()] += edge.weight();
    }
    return Matrix.of(weights);
  }
}
