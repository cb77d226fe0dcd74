package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Network.Edge;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three nodes; edges from 0 and 1 enter node 2, with the attributes 0.5 and 1.5. */
class AttentionLayerTest {
  private static final SeedBundle SEEDS = SeedBundle.of(5);
  private static final Layers LAYERS =
      new Layers(
          2,
          Activation.PRELU,
          true,
          Initialisation.of(Initialisation.Kind.NORMAL),
          Initialisation.of(Initialisation.Kind.ONES));

  private static io.dymad.core.Network network(List<Double> first, List<Double> second) {
    return new io.dymad.core.Network(
        3, List.of(new Edge(0, 2, 1, first), new Edge(1, 2, 1, second)));
  }

  private static double[] apply(AttentionLayer layer, Weights weights, double... nodes) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      return layer
          .apply(weights.bind(scope), scope.constant(nodes, 1, 3, nodes.length / 3))
          .toArray();
    }
  }

  /** Scores 3 x_j + x_i / 4 + a_ij of node 2, whose edge to itself has the mean attribute 1. */
  @Test
  void aNodeHeedsOthersByTheSoftmaxOfTheirScores() {
    AttentionLayer layer =
        new AttentionLayer(
            network(List.of(0.5), List.of(1.5)), "gat", 1, 1, Activation.NONE, LAYERS);
    Weights weights =
        Weights.initial(layer.parameters(), SEEDS)
            .with("gat.weight", Matrix.ofColumn(2))
            .with("gat.source", Matrix.ofColumn(1.5))
            .with("gat.target", Matrix.ofColumn(0.125))
            .with("gat.edge", Matrix.ofColumn(1))
            .with("gat.bias", Matrix.ofColumn(10));
    double[] x = {0.3, -0.7, 0.4};
    double[] attributes = {0.5, 1.5, 1};
    double sum = 0;
    double norm = 0;
    for (int j = 0; j < 3; j++) {
      double score = 3 * x[j] + x[2] / 4 + attributes[j];
      double heed = Math.exp(score > 0 ? score : 0.2 * score);
      sum += heed * 2 * x[j];
      norm += heed;
    }
    assertThat(apply(layer, weights, x))
        .containsExactly(
            new double[] {10 + 2 * x[0], 10 + 2 * x[1], 10 + sum / norm}, within(1e-13));
  }

  @Test
  void scoresThatAreFarApartStayNumbers() {
    AttentionLayer layer =
        new AttentionLayer(network(List.of(), List.of()), "gat", 1, 1, Activation.NONE, LAYERS);
    Weights weights =
        Weights.initial(layer.parameters(), SEEDS)
            .with("gat.weight", Matrix.ofColumn(1))
            .with("gat.source", Matrix.ofColumn(1))
            .with("gat.target", Matrix.ofColumn(0))
            .with("gat.bias", Matrix.ofColumn(0));
    assertThat(apply(layer, weights, 1e4, -1e5, 5)).containsExactly(1e4, -1e5, 1e4);
  }

  @Test
  void gradientsWithAttributesAreTheirSlopes() {
    AttentionLayer layer =
        new AttentionLayer(
            network(List.of(0.5, -1.0), List.of(1.5, 2.0)), "gat", 2, 3, Activation.PRELU, LAYERS);
    assertThat(layer.parameters()).extracting(Parameter::name).contains("gat.edge", "gat.slope");
    Slopes.assertGradient(
        Weights.initial(layer.parameters(), SEEDS),
        (scope, bound) -> layer.apply(bound, Slopes.some(scope, 2, 3, 2)).square().mean());
  }
}
