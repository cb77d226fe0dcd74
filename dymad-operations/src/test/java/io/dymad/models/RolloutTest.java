package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutTest {
  private static final SeedBundle SEEDS = SeedBundle.of(3);
  private static final Matrix A = Matrix.of(new double[] {0, 1}, new double[] {-4, -0.3});
  private static final double STEP = 0.1;

  private static LatentModel linear(String name, int controls) {
    return ModelSpec.of(Map.of("name", name, "encoder_layers", 0, "decoder_layers", 0))
        .build(2, controls);
  }

  private static double[] predict(
      Rollout rollout, LatentModel model, Matrix weight, double[] controls, int samples) {
    Weights weights =
        Weights.initial(model.parameters(), SEEDS).with(LinearDynamics.WEIGHT, weight);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Inputs inputs = Inputs.none();
      if (controls.length > 0) {
        inputs = inputs.withControls(scope.constant(controls, 1, controls.length, 1));
      }
      return rollout
          .predict(
              model,
              weights.bind(scope),
              scope.constant(new double[] {1, -0.5}, 1, 2),
              inputs,
              samples,
              STEP)
          .toArray();
    }
  }

  private static double[] last(double[] states) {
    return new double[] {states[states.length - 2], states[states.length - 1]};
  }

  private static double error(Integrator integrator) {
    double[] predicted =
        last(predict(new Rollout(integrator, Hold.ZOH), linear("LTI", 0), A, new double[0], 11));
    double[] exact = MatrixFunctions.exp(A.times(10 * STEP)).times(1, -0.5);
    return Math.hypot(predicted[0] - exact[0], predicted[1] - exact[1]);
  }

  @Test
  void theErrorOfRungeKuttaFallsWithTheFourthPowerOfTheStep() {
    double coarse = error(new Rk4(1));
    assertThat(coarse).isBetween(1e-6, 1e-3);
    assertThat(coarse / error(new Rk4(2))).isBetween(14.0, 18.0);
  }

  @Test
  void dormandAndPrinceKeepTheirTolerance() {
    assertThat(error(new Dopri5(1e-6, 1e-6))).isBetween(1e-10, 1e-5);
    assertThat(error(new Dopri5(1e-11, 1e-11))).isLessThan(1e-10);
  }

  @Test
  void ratesThatExplodeEndTheIntegration() {
    BaseEquations explosion = (states, inputs, correction) -> states.square().times(1e9);
    Layers layers =
        new Layers(
            1,
            Activation.NONE,
            false,
            Initialisation.of(Initialisation.Kind.ZEROS),
            Initialisation.of(Initialisation.Kind.ZEROS));
    LatentModel model =
        new CorrectedDynamics(1, 0, explosion, new Mlp("correction", 1, 1, 1, layers))
            .asModel(Time.CONTINUOUS);
    Weights weights = Weights.initial(model.parameters(), SEEDS);
    Rollout rollout = new Rollout(new Dopri5(1e-6, 1e-6), Hold.ZOH);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(
              () ->
                  rollout.predict(
                      model,
                      weights.bind(scope),
                      scope.constant(new double[] {1}, 1, 1),
                      Inputs.none(),
                      3,
                      1))
          .withMessageContaining("too fast");
    }
  }

  @Test
  void discreteTimeMultipliesByTheMatrix() {
    Matrix map = Matrix.of(new double[] {0.9, 0.2}, new double[] {-0.1, 0.8});
    double[] predicted =
        predict(new Rollout(new Rk4(1), Hold.ZOH), linear("DLTI", 0), map, new double[0], 4);
    double[] exact = map.times(map).times(map).times(1, -0.5);
    assertThat(predicted).startsWith(1, -0.5);
    assertThat(last(predicted)[0]).isEqualTo(exact[0], within(1e-15));
  }

  /** x' = u from 0 over one sample: the integral of the interpolated control, u_k = (k + 1)³. */
  @ParameterizedTest
  @CsvSource({
    "ZOH, 1, 8",
    "LINEAR, 1, 17.5",
    "CUBIC, 1, 16.25",
    "CUBIC, 0, 3.75",
    "CUBIC, 2, 43.75"
  })
  void controlsAreHeldBetweenSamples(Hold hold, int sample, double integral) {
    LatentModel model =
        ModelSpec.of(Map.of("name", "LTI", "encoder_layers", 0, "decoder_layers", 0)).build(1, 1);
    Weights weights =
        Weights.initial(model.parameters(), SEEDS)
            .with(LinearDynamics.WEIGHT, Matrix.of(new double[] {0, 1}));
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] controls = {1, 8, 27, 64};
      double[] states =
          new Rollout(new Rk4(1), hold)
              .predict(
                  model,
                  weights.bind(scope),
                  scope.constant(new double[] {0}, 1, 1),
                  Inputs.none().withControls(scope.constant(controls, 1, 4, 1)),
                  4,
                  1)
              .toArray();
      assertThat(states[sample + 1] - states[sample]).isEqualTo(integral, within(1e-12));
    }
  }

  @Test
  void heldControlsMoveALinearSystemAsItsExponentialSays() {
    Matrix both = A.beside(Matrix.ofColumn(0.5, 2));
    double[] controls = {1, -2, 0.5, 3};
    double[] predicted =
        predict(
            new Rollout(new Dopri5(1e-11, 1e-11), Hold.ZOH), linear("LTI", 1), both, controls, 4);
    Matrix augmented = Matrix.stack(both, Matrix.zeros(1, 3));
    double[] state = {1, -0.5, 0};
    for (int k = 0; k < 3; k++) {
      state[2] = controls[k];
      state = MatrixFunctions.exp(augmented.times(STEP)).times(state);
    }
    assertThat(last(predicted)[0]).isEqualTo(state[0], within(1e-10));
    assertThat(last(predicted)[1]).isEqualTo(state[1], within(1e-10));
  }

  private static LatentModel exponential(String name, Object... more) {
    Map<String, Object> options =
        new HashMap<>(
            Map.of(
                "name", name, "encoder_layers", 0, "decoder_layers", 0, "predictor_type", "exp"));
    for (int i = 0; i < more.length; i += 2) {
      options.put((String) more[i], more[i + 1]);
    }
    return ModelSpec.of(options).build(2, 0);
  }

  @Test
  void theExponentialSolvesLinearDynamicsWithoutAnIntegrator() {
    Rollout coarse = new Rollout(new Rk4(1), Hold.ZOH);
    for (double stiffness : new double[] {0, 1, 40}) {
      Matrix generator = A.times(stiffness);
      double[] predicted = last(predict(coarse, exponential("LTI"), generator, new double[0], 4));
      double[] exact = MatrixFunctions.exp(generator.times(3 * STEP)).times(1, -0.5);
      assertThat(Math.hypot(predicted[0] - exact[0], predicted[1] - exact[1])).isLessThan(1e-13);
    }
  }

  @Test
  void inDiscreteTimeTheMapIsRepeatedInPlaceOfTheExponential() {
    Matrix map = Matrix.of(new double[] {0.9, 0.2}, new double[] {-0.1, 0.8});
    double[] predicted =
        predict(new Rollout(new Rk4(1), Hold.ZOH), exponential("DLTI"), map, new double[0], 3);
    assertThat(last(predicted)[1]).isEqualTo(map.times(map).times(1, -0.5)[1], within(1e-15));
  }

  @Test
  void gradientsGoThroughTheExponential() {
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    for (LatentModel model :
        new LatentModel[] {exponential("LTI"), exponential("KBF", "rank", 1)}) {
      Slopes.assertGradient(
          Weights.initial(model.parameters(), SEEDS),
          (scope, bound) ->
              rollout
                  .predict(model, bound, Slopes.some(scope, 2, 2), Inputs.none(), 4, 3)
                  .square()
                  .mean());
    }
  }

  @Test
  void theExponentialIsRefusedWhereThereIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.of(Map.of("name", "LTI", "predictor_type", "exp")).build(2, 1))
        .withMessageContainingAll("predictor exp", "controls", "ode or np");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exponential("LDM"))
        .withMessageContainingAll("predictor exp", "linear dynamics", "ode or np");
    assertThat(exponential("DLDM").controlSize()).isZero();
  }

  @Test
  void weightsThatAreNotFiniteHaveNoExponential() {
    Matrix broken = Matrix.of(new double[] {0, Double.POSITIVE_INFINITY}, new double[] {0, 0});
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                predict(
                    new Rollout(new Rk4(1), Hold.ZOH),
                    exponential("LTI"),
                    broken,
                    new double[0],
                    2))
        .withMessageContaining("not finite");
  }

  @ParameterizedTest
  @EnumSource(value = Predictor.class, names = "EXP", mode = EnumSource.Mode.EXCLUDE)
  void gradientsGoThroughIntegratorsAndPredictors(Predictor predictor) {
    assertGradient(bilinear("DKBF", predictor), new Rk4(1));
    assertGradient(bilinear("KBF", predictor), new Rk4(2));
    assertGradient(bilinear("KBF", predictor), new Dopri5(1e-8, 1e-8));
  }

  private static LatentModel bilinear(String name, Predictor predictor) {
    return ModelSpec.of(
            Map.of(
                "name",
                name,
                "koopman_dimension",
                2,
                "hidden_dimension",
                2,
                "activation",
                "tanh",
                "predictor_type",
                predictor.key()))
        .build(1, 1);
  }

  private static void assertGradient(LatentModel model, Integrator integrator) {
    Slopes.assertGradient(
        Weights.initial(model.parameters(), SEEDS),
        (scope, bound) ->
            new Rollout(integrator, Hold.CUBIC)
                .predict(
                    model,
                    bound,
                    Slopes.some(scope, 2, 1),
                    Inputs.none().withControls(Slopes.some(scope, 2, 3, 1)),
                    3,
                    STEP)
                .square()
                .mean());
  }
}
