package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.models.Initialisation.Kind;
import io.dymad.models.LinearDynamics.Features;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicsTest {
  private static final SeedBundle SEEDS = SeedBundle.of(11);
  private static final Initialisation NORMAL = Initialisation.of(Kind.NORMAL);

  /** z = (2, 3), u = (5, 7), W = (1, 10, 100, …): a digit for each feature. */
  @ParameterizedTest
  @CsvSource({
    "CONCATENATED, 4, 2 3 5 7",
    "BILINEAR, 6, 2 3 10 15 14 21",
    "BILINEAR_AND_CONTROL, 8, 2 3 10 15 14 21 5 7"
  })
  void featuresAreLatentVariablesTheirProductsWithControlsAndControls(
      Features features, int size, String expected) {
    LinearDynamics dynamics = new LinearDynamics(2, 2, features, 0, NORMAL);
    assertThat(dynamics.featureSize()).isEqualTo(size);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Inputs inputs = Inputs.none().withControls(scope.constant(new double[] {5, 7}, 1, 2));
      double[] made =
          dynamics.features(scope.constant(new double[] {2, 3}, 1, 2), inputs).toArray();
      assertThat(made).containsExactly(numbers(expected));
    }
  }

  private static double[] numbers(String text) {
    return java.util.Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void twoThinMatricesAreTheirProduct() {
    LinearDynamics thin = new LinearDynamics(3, 1, Features.BILINEAR, 2, NORMAL);
    LinearDynamics whole = new LinearDynamics(3, 1, Features.BILINEAR, 0, NORMAL);
    Weights factors = Weights.initial(thin.parameters(), SEEDS);
    Weights product =
        Weights.initial(whole.parameters(), SEEDS)
            .with(LinearDynamics.WEIGHT, thin.weight(factors));
    assertThat(Matrix.of(apply(thin, factors)).minus(Matrix.of(apply(whole, product))).maxAbs())
        .isLessThan(1e-14);
    assertThat(thin.drift(factors)).isEqualTo(thin.weight(factors).selectColumns(0, 1, 2));
  }

  private static double[] apply(Dynamics dynamics, Weights weights) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Inputs inputs = Inputs.none().withControls(scope.constant(new double[] {0.5}, 1, 1));
      return dynamics
          .apply(weights.bind(scope), Slopes.some(scope, 1, dynamics.latentSize()), inputs)
          .toArray();
    }
  }

  @Test
  void aWindowDropsItsOldestStepAndGainsTheNext() {
    Layers layers = new Layers(2, Activation.NONE, false, NORMAL, Initialisation.of(Kind.ZEROS));
    ShiftDynamics dynamics = new ShiftDynamics(new Mlp("dynamics", 6, 2, 1, layers));
    Weights weights =
        Weights.initial(dynamics.parameters(), SEEDS)
            .with(
                "dynamics.0.weight",
                Matrix.of(new double[] {1, 0, 0, 0, 0, 0}, new double[] {0, 0, 0, 0, 0, 2}));
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] next =
          dynamics
              .apply(
                  weights.bind(scope),
                  scope.constant(new double[] {1, 2, 3, 4, 5, 6}, 1, 6),
                  Inputs.none())
              .toArray();
      assertThat(next).containsExactly(3, 4, 5, 6, 1, 12);
    }
  }

  @Test
  void gradientsOfDynamicsAreTheirSlopes() {
    assertGradient(new LinearDynamics(2, 2, Features.BILINEAR_AND_CONTROL, 0, NORMAL));
    assertGradient(new LinearDynamics(3, 2, Features.CONCATENATED, 2, NORMAL));
    Layers layers = new Layers(3, Activation.TANH, false, NORMAL, NORMAL);
    assertGradient(new ShiftDynamics(new Mlp("dynamics", 4, 2, 2, layers)));
    assertGradient(
        new CorrectedDynamics(
            2,
            2,
            (states, inputs, correction) -> states.sin().plus(correction.times(states)),
            new Mlp("correction", 4, 2, 2, layers)));
    assertGradient(
        new HiddenCorrectedDynamics(
            2,
            2,
            (states, inputs, correction) -> states.sin().plus(correction.times(states)),
            new Mlp("hidden", 7, 3, 2, layers),
            new Mlp("correction", 7, 2, 2, layers)));
  }

  /** With s' = 1 and x' = s, x grows with half the square of time. */
  @Test
  void hiddenVariablesStartAtZeroAndGoTheirOwnWay() {
    Layers layers = new Layers(1, Activation.NONE, false, NORMAL, Initialisation.of(Kind.ZEROS));
    HiddenCorrectedDynamics dynamics =
        new HiddenCorrectedDynamics(
            1,
            0,
            (states, inputs, correction) -> correction,
            new Mlp("hidden", 2, 1, 1, layers),
            new Mlp("correction", 2, 1, 1, layers));
    LatentModel model = dynamics.asModel(Time.CONTINUOUS);
    Weights weights =
        Weights.initial(model.parameters(), SEEDS)
            .with("hidden.0.weight", Matrix.of(new double[] {0, 0}))
            .with("hidden.0.bias", Matrix.of(new double[] {1}))
            .with("correction.0.weight", Matrix.of(new double[] {0, 1}));
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] course =
          new Rollout(new Rk4(1), Hold.ZOH)
              .predict(
                  model,
                  weights.bind(scope),
                  scope.constant(new double[] {3}, 1, 1),
                  Inputs.none(),
                  3,
                  2)
              .toArray();
      assertThat(course).containsExactly(new double[] {3, 5, 11}, within(1e-14));
    }
  }

  @Test
  void equationsOfHiddenVariablesTakeAllThatIsKnown() {
    Layers layers = new Layers(1, Activation.NONE, false, NORMAL, NORMAL);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HiddenCorrectedDynamics(
                    2,
                    1,
                    (states, inputs, correction) -> correction,
                    new Mlp("hidden", 6, 3, 1, layers),
                    new Mlp("correction", 3, 2, 1, layers)))
        .withMessageContaining("3 hidden variables and 1 controls");
  }

  private static void assertGradient(Dynamics dynamics) {
    Slopes.assertGradient(
        Weights.initial(dynamics.parameters(), SEEDS),
        (scope, bound) ->
            dynamics
                .apply(
                    bound,
                    Slopes.some(scope, 4, dynamics.latentSize()),
                    Inputs.none().withControls(Slopes.some(scope, 4, 2)))
                .square()
                .mean());
  }

  @Test
  void dynamicsWithControlsNeedThem() {
    LinearDynamics dynamics = new LinearDynamics(2, 1, Features.CONCATENATED, 0, NORMAL);
    Weights weights = Weights.initial(dynamics.parameters(), SEEDS);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> dynamics.apply(weights.bind(scope), Slopes.some(scope, 1, 2), Inputs.none()))
          .withMessageContaining("controls u");
    }
  }
}
