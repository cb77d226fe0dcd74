package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.core.Network.Edge;
import io.dymad.models.Convolution.Kind;
import io.dymad.models.LinearDynamics.Features;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagePassingTest {
  private static final SeedBundle SEEDS = SeedBundle.of(8);
  private static final Layers LAYERS =
      new Layers(
          3,
          Activation.TANH,
          true,
          Initialisation.of(Initialisation.Kind.XAVIER_UNIFORM),
          Initialisation.of(Initialisation.Kind.ONES));

  private static final int[][] ENDS = {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {0, 3}};

  /** Four nodes, those of {@link #ENDS} by other names. */
  private static Convolution convolution(Kind kind, int... names) {
    List<Edge> edges =
        Arrays.stream(ENDS)
            .map(e -> new Edge(names[e[0]], names[e[1]], 1 + e[0] + 0.5 * e[1], List.of()))
            .toList();
    return new Convolution(kind, 3, new io.dymad.core.Network(4, edges));
  }

  private static Network network(Convolution convolution) {
    return new StepwiseNetwork(new MessagePassing("net", 2, 3, 2, LAYERS, convolution), 4);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gradientsOfEveryConvolutionAreItsSlopes(Kind kind) {
    Network network = network(convolution(kind, 0, 1, 2, 3));
    Slopes.assertGradient(
        Weights.initial(network.parameters(), SEEDS),
        (scope, bound) -> network.apply(bound, Slopes.some(scope, 2, 3, 8)).square().mean());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nodesByOtherNamesGetTheSameNumbers(Kind kind) {
    Network network = network(convolution(kind, 0, 1, 2, 3));
    Network renamed = network(convolution(kind, 2, 0, 3, 1));
    Weights weights = Weights.initial(network.parameters(), SEEDS);
    Matrix made = nodes(network, weights, 1, 2, 3, 4, 5, 6, 7, 8);
    Matrix again = nodes(renamed, weights, 3, 4, 7, 8, 1, 2, 5, 6);
    Matrix sorted =
        Matrix.stack(again.rows(2, 3), again.rows(0, 1), again.rows(3, 4), again.rows(1, 2));
    assertThat(made.minus(sorted).maxAbs()).isLessThan(1e-14);
  }

  private static Matrix nodes(Network network, Weights weights, double... input) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] made =
          network.apply(weights.bind(scope), scope.constant(input, 1, input.length)).toArray();
      return Matrix.ofRowMajor(4, made.length / 4, made);
    }
  }

  @Test
  void aLayerReachesTheNextNodesAndTwoThoseAfterThem() {
    Convolution convolution = convolution(Kind.SAGE, 0, 1, 2, 3);
    for (int layers : new int[] {1, 2}) {
      Network network =
          new StepwiseNetwork(new MessagePassing("net", 1, 1, layers, LAYERS, convolution), 4);
      Weights weights = Weights.initial(network.parameters(), SEEDS);
      Matrix change =
          nodes(network, weights, 1, 0, 0, 0).minus(nodes(network, weights, 0, 0, 0, 0));
      boolean[] reached = new boolean[4];
      for (int i = 0; i < 4; i++) {
        reached[i] = change.get(i, 0) != 0;
      }
      assertThat(reached).containsExactly(true, true, layers == 2, true);
    }
  }

  @Test
  void refusesNumbersOfAnotherNumberOfNodes() {
    MessagePassing network =
        new MessagePassing("net", 2, 3, 1, LAYERS, convolution(Kind.GCNV, 0, 1, 2, 3));
    Weights weights = Weights.initial(network.parameters(), SEEDS);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.apply(weights.bind(scope), Slopes.some(scope, 3, 2)))
          .withMessageContainingAll("[3, 2]", "4 nodes");
    }
  }

  @Test
  void statesAndControlsOfANodeStandTogether() {
    Layers none = LAYERS.withEndActivation(false);
    Network network = new InterleavedNetwork(new Mlp("net", 6, 6, 0, none), 2, 4);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] made =
          network
              .apply(
                  Weights.initial(List.of(), SEEDS).bind(scope),
                  scope.constant(new double[] {1, 2, 3, 4, 50, 60}, 1, 6))
              .toArray();
      assertThat(made).containsExactly(1, 2, 50, 3, 4, 60);
    }
  }

  @Test
  void eachNodeHasItsOwnVariablesAndControlsAndTheSameDynamics() {
    LinearDynamics own =
        new LinearDynamics(
            2, 1, Features.CONCATENATED, 0, Initialisation.of(Initialisation.Kind.NORMAL));
    NodewiseDynamics all = new NodewiseDynamics(own, 3);
    Weights weights = Weights.initial(all.parameters(), SEEDS);
    Slopes.assertGradient(
        weights,
        (scope, bound) ->
            all.apply(
                    bound,
                    Slopes.some(scope, 2, 6),
                    Inputs.none().withControls(Slopes.some(scope, 2, 3)))
                .square()
                .mean());
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] made =
          all.apply(
                  weights.bind(scope),
                  scope.constant(new double[] {1, 2, 3, 4, 5, 6}, 1, 6),
                  Inputs.none().withControls(scope.constant(new double[] {7, 8, 9}, 1, 3)))
              .toArray();
      double[] last = own.weight(weights).times(5, 6, 9);
      assertThat(made).hasSize(6).endsWith(last);
    }
  }
}
