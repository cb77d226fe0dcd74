package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import io.metalab.api.SeedBundle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  private static final SeedBundle SEEDS = SeedBundle.of(4);

  private static Layers layers(Activation activation, boolean end) {
    return new Layers(
        3,
        activation,
        end,
        Initialisation.of(Initialisation.Kind.XAVIER_UNIFORM),
        Initialisation.of(Initialisation.Kind.ONES));
  }

  private static void assertGradient(Network network) {
    Slopes.assertGradient(
        Weights.initial(network.parameters(), SEEDS),
        (scope, bound) ->
            network.apply(bound, Slopes.some(scope, 2, 5, network.inputSize())).square().mean());
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void gradientsOfEveryActivationAreItsSlopes(Activation activation) {
    assertGradient(new Mlp("net", 2, 4, 3, layers(activation, true)));
  }

  @Test
  void gradientsOfEveryKindOfNetworkAreItsSlopes() {
    Layers layers = layers(Activation.TANH, false);
    assertGradient(new Mlp("net", 2, 4, 1, layers));
    assertGradient(new ResidualNetwork(new Mlp("net", 2, 4, 2, layers)));
    assertGradient(new ResidualNetwork(new Mlp("net", 4, 2, 2, layers)));
    assertGradient(new ConcatenatedNetwork(new Mlp("net", 2, 3, 2, layers)));
    assertGradient(new StepwiseNetwork(new Mlp("net", 2, 3, 2, layers), 3));
    assertGradient(new StepwiseNetwork(new Mlp("net", 2, 3, 2, layers(Activation.PRELU, true)), 2));
  }

  @Test
  void theSlopeOfPreluIsLearnedAndStartsWithAQuarter() {
    Mlp network = new Mlp("net", 1, 1, 1, layers(Activation.PRELU, true));
    Weights weights =
        Weights.initial(network.parameters(), SEEDS)
            .with("net.0.weight", Matrix.of(new double[] {1}))
            .with("net.0.bias", Matrix.of(new double[] {0}));
    assertThat(apply(network, weights, -4)).containsExactly(-1);
    Weights learned = weights.with("net.0.slope", Matrix.of(new double[] {0.5}));
    assertThat(apply(network, learned, -4)).containsExactly(-2);
    assertThat(apply(network, learned, 4)).containsExactly(4);
  }

  @Test
  void oneLayerIsLinear() {
    Mlp network = new Mlp("net", 2, 2, 1, layers(Activation.TANH, false));
    Weights weights =
        Weights.initial(network.parameters(), SEEDS)
            .with("net.0.weight", Matrix.of(new double[] {1, 2}, new double[] {3, 4}))
            .with("net.0.bias", Matrix.of(new double[] {10, 20}));
    assertThat(apply(network, weights, 5, 6)).containsExactly(27, 59);
  }

  @Test
  void noLayerIsTheIdentityOrTakesTheFirstEntries() {
    Layers layers = layers(Activation.TANH, true);
    Weights none = Weights.initial(List.of(), SEEDS);
    assertThat(apply(new Mlp("net", 3, 3, 0, layers), none, 5, 6, 7)).containsExactly(5, 6, 7);
    assertThat(apply(new Mlp("net", 3, 2, 0, layers), none, 5, 6, 7)).containsExactly(5, 6);
  }

  @Test
  void noLayerCannotMakeMoreNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mlp("encoder", 2, 5, 0, layers(Activation.TANH, true)))
        .withMessageContainingAll("encoder", "5", "2", "give it a layer");
  }

  @Test
  void concatenationKeepsItsInput() {
    Network network =
        new ConcatenatedNetwork(new Mlp("net", 2, 3, 2, layers(Activation.TANH, false)));
    double[] made = apply(network, Weights.initial(network.parameters(), SEEDS), 5, 6);
    assertThat(made).hasSize(5).startsWith(5, 6);
  }

  @Test
  void whatIsAddedStartsFromTheInputAndZeros() {
    Layers zeros =
        new Layers(
            3,
            Activation.TANH,
            false,
            Initialisation.of(Initialisation.Kind.ZEROS),
            Initialisation.of(Initialisation.Kind.ZEROS));
    Network wider = new ResidualNetwork(new Mlp("net", 2, 3, 2, zeros));
    Network narrower = new ResidualNetwork(new Mlp("net", 3, 2, 2, zeros));
    Weights weights = Weights.initial(wider.parameters(), SEEDS);
    assertThat(apply(wider, weights, 5, 6)).containsExactly(5, 6, 0);
    weights = Weights.initial(narrower.parameters(), SEEDS);
    assertThat(apply(narrower, weights, 5, 6, 7)).containsExactly(5, 6);
  }

  @Test
  void eachStepOfAWindowIsMappedAlone() {
    Mlp inner = new Mlp("net", 2, 3, 2, layers(Activation.TANH, false));
    Network window = new StepwiseNetwork(inner, 2);
    Weights weights = Weights.initial(inner.parameters(), SEEDS);
    double[] both = apply(window, weights, 1, 2, 3, 4);
    assertThat(both).startsWith(apply(inner, weights, 1, 2)).endsWith(apply(inner, weights, 3, 4));
  }

  /** With W = 2, U = 3 and b = 1: 1 → 3, then 2 · 2 + 1 + 3 · 3, then 2 · -4 + 1 + 3 · 14. */
  @Test
  void aRecurrentLayerRemembersTheStepsBefore() {
    Network network =
        new RecurrentNetwork("net", 1, 1, 3, Activation.NONE, layers(Activation.NONE, true));
    Weights weights =
        Weights.initial(network.parameters(), SEEDS)
            .with("net.weight", Matrix.of(new double[] {2}))
            .with("net.recurrent", Matrix.of(new double[] {3}));
    assertThat(apply(network, weights, 1, 2, -4)).containsExactly(3, 14, 35);
    Layers layers = layers(Activation.PRELU, true);
    Network first = new RecurrentNetwork("first", 2, 3, 2, Activation.PRELU, layers);
    assertGradient(first);
    assertGradient(
        new ChainedNetwork(first, new StepwiseNetwork(new Mlp("net", 3, 2, 2, layers), 2)));
  }

  @Test
  void singlePrecisionRoundsToSevenDigits() {
    Mlp network = new Mlp("net", 2, 2, 2, layers(Activation.TANH, false));
    Weights weights = Weights.initial(network.parameters(), SEEDS);
    double[] exact = apply(network, weights, 0.3, 0.4);
    try (Scope scope = Scope.open(Precision.FLOAT32)) {
      Tensor input = scope.constant(new double[] {0.3, 0.4}, 1, 2);
      double[] rounded = network.apply(weights.bind(scope), input).toArray();
      assertThat(rounded).isNotEqualTo(exact);
      assertThat(rounded[1]).isEqualTo(exact[1], within(1e-6));
    }
  }

  private static double[] apply(Network network, Weights weights, double... input) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      return network.apply(weights.bind(scope), scope.constant(input, 1, input.length)).toArray();
    }
  }
}
