package io.dymad.models;

import io.dymad.core.Network.Edge;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that learns how much a node heeds each node whose edge enters it, and itself: {@code x_i
 * = σ(Σ_j α_ij W x_j + b)}, where the {@code α_ij} of a node are the softmax of {@code λ(s · W x_j
 * + t · W x_i + e · a_ij)} with the attributes a of edges, of which that from a node to itself has
 * the mean of those that enter it, and λ(x) = x, for negative x a fifth of it.
 *
 * @see <a href="https://arxiv.org/abs/1710.10903">Veličković et al. (2018), equations (1) to
 *     (4)</a>
 */
final class AttentionLayer implements Network {
  private static final double SLOPE = 0.2;

  private final int inputSize;
  private final int nodes;
  private final int[] targets;
  private final Matrix leave;
  private final Matrix enter;
  private final Matrix attributes;
  private final Activated activated;
  private final Parameter weight;
  private final Parameter source;
  private final Parameter target;
  private final Parameter edge;
  private final Parameter bias;

  AttentionLayer(
      io.dymad.core.Network network,
      String name,
      int inputSize,
      int outputSize,
      Activation activation,
      Layers layers) {
    List<Edge> edges = withLoops(network);
    int width = edges.get(0).attributes().size();
    this.inputSize = inputSize;
    this.nodes = network.nodes();
    this.targets = edges.stream().mapToInt(Edge::to).toArray();
    this.leave = Matrix.generate(edges.size(), nodes, (k, j) -> edges.get(k).from() == j ? 1 : 0);
    this.enter = Matrix.generate(edges.size(), nodes, (k, i) -> edges.get(k).to() == i ? 1 : 0);
    this.attributes =
        Matrix.generate(edges.size(), width, (k, j) -> edges.get(k).attributes().get(j));
    this.activated = new Activated(name, activation);
    this.weight =
        new Parameter(
            name + ".weight", outputSize, inputSize, layers.weights().timesGain(activation.gain()));
    this.source = new Parameter(name + ".source", 1, outputSize, layers.weights());
    this.target = new Parameter(name + ".target", 1, outputSize, layers.weights());
    this.edge = new Parameter(name + ".edge", 1, Math.max(1, width), layers.weights());
    this.bias = new Parameter(name + ".bias", 1, outputSize, layers.biases());
  }

  /** Returns the edges between nodes, and one from each node to itself. */
  private static List<Edge> withLoops(io.dymad.core.Network network) {
    List<Edge> edges = new ArrayList<>();
    network.edges().stream().filter(edge -> edge.from() != edge.to()).forEach(edges::add);
    int width = network.edges().isEmpty() ? 0 : network.edges().get(0).attributes().size();
    for (int node = 0; node < network.nodes(); node++) {
      int own = node;
      List<Edge> entering =
          network.edges().stream().filter(e -> e.to() == own && e.from() != own).toList();
      List<Double> means = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        int column = j;
        means.add(
            entering.stream().mapToDouble(e -> e.attributes().get(column)).average().orElse(0));
      }
      edges.add(new Edge(node, node, 1, means));
    }
    return edges;
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return weight.rows();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(weight, source, target));
    if (attributes.columns() > 0) {
      all.add(edge);
    }
    all.add(bias);
    all.addAll(activated.parameters());
    return List.copyOf(all);
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    Tensor left = constant(input, leave);
    Tensor entered = constant(input, enter);
    Tensor mapped = input.linear(weights.get(weight.name()), null);
    Tensor score =
        left.matrixTimes(mapped.linear(weights.get(source.name()), null))
            .plus(entered.matrixTimes(mapped.linear(weights.get(target.name()), null)));
    if (attributes.columns() > 0) {
      score = score.plus(constant(input, attributes).linear(weights.get(edge.name()), null));
    }
    Tensor heed = score.leakyRelu(SLOPE);
    heed = heed.minus(largestOfTargets(heed)).exp();
    Tensor gather = entered.transposed();
    Tensor sum = gather.matrixTimes(left.matrixTimes(mapped).times(heed));
    Tensor mean = sum.over(gather.matrixTimes(heed));
    return activated.apply(weights, mean.plus(weights.get(bias.name())));
  }

  private static Tensor constant(Tensor like, Matrix matrix) {
    return like.constantLike(matrix.toRowMajor(), matrix.rows(), matrix.columns());
  }

  /** Returns for each edge the largest score of those that enter the same node. */
  private Tensor largestOfTargets(Tensor score) {
    double[] scores = score.detached().toArray();
    double[] largest = new double[scores.length];
    double[] ofNode = new double[nodes];
    for (int from = 0; from < scores.length; from += targets.length) {
      Arrays.fill(ofNode, Double.NEGATIVE_INFINITY);
      for (int k = 0; k < targets.length; k++) {
        ofNode[targets[k]] = Math.max(ofNode[targets[k]], scores[from + k]);
      }
      for (int k = 0; k < targets.length; k++) {
        largest[from + k] = ofNode[targets[k]];
      }
    }
    return score.constantLike(largest, score.shape());
  }
}
