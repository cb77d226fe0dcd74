package io.dymad.models;

import io.dymad.core.Network.Edge;
import io.dymad.core.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The edges of a network as plain values: {@code {nodes: 3, edges: [[0, 1], [1, 2, 0.5]]}}, where
 * an edge is the node it leaves, the one it enters, maybe its weight and attributes.
 */
final class NetworkOptions {
  private NetworkOptions() {}

  static io.dymad.core.Network read(String path, Map<?, ?> values) {
    Options options = Options.of(path, values);
    int nodes = options.integer("nodes", 1, 1, Integer.MAX_VALUE);
    List<Edge> edges = new ArrayList<>();
    for (List<Double> edge : options.rows("edges")) {
      if (edge.size() < 2 || !isNode(edge.get(0)) || !isNode(edge.get(1))) {
        throw new IllegalArgumentException(
            "%s.edges.%d (%s) must start with the nodes it leaves and enters, whole numbers from 0."
                .formatted(path, edges.size(), edge));
      }
      edges.add(
          new Edge(
              edge.get(0).intValue(),
              edge.get(1).intValue(),
              edge.size() > 2 ? edge.get(2) : 1,
              edge.subList(Math.min(3, edge.size()), edge.size())));
    }
    options.finish();
    try {
      return new io.dymad.core.Network(nodes, edges);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  private static boolean isNode(double value) {
    return value == Math.rint(value) && value >= 0 && value < Integer.MAX_VALUE;
  }

  static Map<String, Object> write(io.dymad.core.Network network) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nodes", network.nodes());
    values.put("edges", network.edges().stream().map(NetworkOptions::numbers).toList());
    return values;
  }

  private static List<Double> numbers(Edge edge) {
    List<Double> numbers =
        new ArrayList<>(List.of((double) edge.from(), (double) edge.to(), edge.weight()));
    numbers.addAll(edge.attributes());
    return numbers;
  }
}
