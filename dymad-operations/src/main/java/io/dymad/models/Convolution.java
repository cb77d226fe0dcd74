package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Network.Edge;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How numbers of nodes go along the fixed edges of a network: by a few matrices, of which an
 * element in row i and column j says what node i gets of node j, or by what is learned. An edge
 * carries from the node that it leaves to the node that it enters.
 *
 * @param kind DyMAD's {@code gcl}
 * @param order number of polynomials of {@link Kind#CHEB}, at least 1; 1 for the others
 * @param network the edges
 */
public record Convolution(Kind kind, int order, io.dymad.core.Network network) {
  /** The convolutions, with W the weights of edges from j to i. */
  public enum Kind {
    /**
     * The node itself, and the mean of those whose edges enter it, whatever their weight.
     *
     * @see <a href="https://arxiv.org/abs/1706.02216">Hamilton, Ying and Leskovec (2017)</a>
     */
    SAGE,
    /**
     * {@code D^-½ (W + I) D^-½} with D the row sums of {@code W + I}; an edge from a node to itself
     * stands in place of that of I.
     *
     * @see <a href="https://arxiv.org/abs/1609.02907">Kipf and Welling (2017), equation (2)</a>
     */
    GCN,
    /**
     * The node itself, and W.
     *
     * @see <a href="https://arxiv.org/abs/1810.02244">Morris et al. (2019)</a>
     */
    GCNV,
    /**
     * The Chebyshev polynomials of {@code -D^-½ W D^-½}, without edges from a node to itself, D the
     * row sums of W.
     *
     * @see <a href="https://arxiv.org/abs/1606.09375">Defferrard, Bresson and Vandergheynst (2016),
     *     equation (4), with the largest eigenvalue 2</a>
     */
    CHEB,
    /**
     * A mean over the node itself and those whose edges enter it, with weights that are learned
     * from what nodes have and from attributes of edges.
     *
     * @see <a href="https://arxiv.org/abs/1710.10903">Veličković et al. (2018)</a>
     */
    GAT;

    /** Returns DyMAD's name. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Convolution {
    requireNonNull(kind, "kind");
    requireNonNull(network, "network");
    if (order < 1) {
      throw new IllegalArgumentException(
          "The number of polynomials (%d) must be at least 1.".formatted(order));
    }
  }

  int nodes() {
    return network.nodes();
  }

  /**
   * Returns what makes layers.
   *
   * @throws IllegalArgumentException as {@link #operators}
   */
  Layer.Maker maker(Layers layers) {
    if (kind == Kind.GAT) {
      return (name, from, to, activation) ->
          new AttentionLayer(network, name, from, to, activation, layers);
    }
    List<Matrix> operators = operators();
    return (name, from, to, activation) ->
        new OperatorLayer(operators, name, from, to, activation, layers);
  }

  /**
   * Returns the matrices, each {@code [nodes, nodes]}; none of {@link Kind#GAT}.
   *
   * @throws IllegalArgumentException if weights of edges that enter a node have a sum that is not
   *     above 0, where roots of it are taken
   */
  List<Matrix> operators() {
    Matrix identity = Matrix.identity(nodes());
    Matrix entering = network.adjacency().adjoint();
    return switch (kind) {
      case SAGE -> List.of(identity, means());
      case GCNV -> List.of(identity, entering);
      case GCN ->
          List.of(
              normalised(
                  Matrix.generate(
                      nodes(),
                      nodes(),
                      (i, j) -> i == j && entering.get(i, i) == 0 ? 1 : entering.get(i, j))));
      case CHEB -> polynomials(identity, entering);
      case GAT -> List.of();
    };
  }

  private Matrix means() {
    double[][] counts = new double[nodes()][nodes()];
    double[] sums = new double[nodes()];
    for (Edge edge : network.edges()) {
      counts[edge.to()][edge.from()]++;
      sums[edge.to()]++;
    }
    return Matrix.generate(nodes(), nodes(), (i, j) -> counts[i][j] / Math.max(1, sums[i]));
  }

  private List<Matrix> polynomials(Matrix identity, Matrix entering) {
    List<Matrix> polynomials = new ArrayList<>(List.of(identity));
    Matrix argument =
        normalised(Matrix.generate(nodes(), nodes(), (i, j) -> i == j ? 0 : entering.get(i, j)))
            .times(-1);
    for (int k = 1; k < order; k++) {
      polynomials.add(
          k == 1
              ? argument
              : argument.times(2).times(polynomials.get(k - 1)).minus(polynomials.get(k - 2)));
    }
    return polynomials;
  }

  /** Returns {@code D^-½ W D^-½}; nodes that no edge enters have no row and no column. */
  private Matrix normalised(Matrix weights) {
    double[] roots = new double[nodes()];
    for (int i = 0; i < roots.length; i++) {
      double sum = 0;
      boolean any = false;
      for (int j = 0; j < roots.length; j++) {
        sum += weights.get(i, j);
        any |= weights.get(i, j) != 0;
      }
      if (any && !(sum > 0)) {
        throw new IllegalArgumentException(
            "The weights of the edges that enter node %d have the sum %s, but the convolution %s needs one above 0. Maybe use sage or gcnv."
                .formatted(i, sum, kind.key()));
      }
      roots[i] = any ? 1 / Math.sqrt(sum) : 0;
    }
    return Matrix.generate(nodes(), nodes(), (i, j) -> roots[i] * weights.get(i, j) * roots[j]);
  }
}
