package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearCoursesTest {
  private static final SeedBundle SEEDS = SeedBundle.of(4);
  private static final Matrix A = Matrix.of(new double[] {0.1, 0.7}, new double[] {-0.9, -0.2});
  private static final Matrix STARTS = Matrix.of(new double[] {1, -0.5}, new double[] {0.3, 2});
  private static final double STEP = 0.3;

  private static LatentModel model(String name, int rank) {
    return ModelSpec.of(
            Map.of(
                "name",
                name,
                "encoder_layers",
                0,
                "decoder_layers",
                0,
                "predictor_type",
                "np",
                "rank",
                rank))
        .build(2, 0);
  }

  private static Matrix predict(String name, int substeps, int samples) {
    LatentModel model = model(name, 0);
    Weights weights = Weights.initial(model.parameters(), SEEDS).with(LinearDynamics.WEIGHT, A);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      double[] states =
          new Rollout(new Rk4(substeps), Hold.ZOH)
              .predict(
                  model, weights.bind(scope), scope.constant(STARTS), Inputs.none(), samples, STEP)
              .toArray();
      return Matrix.ofRowMajor(2 * samples, 2, states);
    }
  }

  /** Rows of the first course, then of the second, each a product with the same matrix. */
  private static void assertPowers(Matrix courses, Matrix map, int samples) {
    assertThat(courses.rows()).isEqualTo(2 * samples);
    for (int course = 0; course < 2; course++) {
      double[] state = STARTS.row(course);
      for (int k = 0; k < samples; k++) {
        assertThat(courses.row(course * samples + k)).containsExactly(state, within(1e-14));
        state = map.times(state);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 20})
  void samplesOfAMapAreItsPowers(int samples) {
    assertPowers(predict("DLTI", 1, samples), A, samples);
  }

  /** Runge-Kutta of x' = A x is the Taylor sum of exp(A h) up to h⁴. */
  @ParameterizedTest
  @CsvSource({"1, 6", "1, 13", "3, 6"})
  void samplesOfRatesAreThePowersOfARungeKuttaStep(int substeps, int samples) {
    Matrix h = A.times(STEP / substeps);
    Matrix identity = Matrix.identity(2);
    Matrix map = identity;
    for (int k = 4; k >= 1; k--) {
      map = identity.plus(h.times(1.0 / k).times(map));
    }
    Matrix all = map;
    for (int i = 1; i < substeps; i++) {
      all = all.times(map);
    }
    assertPowers(predict("LTI", substeps, samples), all, samples);
  }

  @ParameterizedTest
  @CsvSource({"DKBF, 0", "KBF, 0", "DKBF, 1"})
  void gradientsGoThroughPowers(String name, int rank) {
    LatentModel model = model(name, rank);
    Slopes.assertGradient(
        Weights.initial(model.parameters(), SEEDS),
        (scope, bound) ->
            new Rollout(new Rk4(2), Hold.ZOH)
                .predict(model, bound, Slopes.some(scope, 3, 2), Inputs.none(), 6, STEP)
                .square()
                .mean());
  }

  @Test
  void dynamicsWithoutOneMapForAllStepsAreLeftToSingleSteps() {
    assertThat(isLinear(model("DKBF", 0), new Rk4(1))).isTrue();
    assertThat(isLinear(model("KBF", 0), new Rk4(1))).isTrue();
    assertThat(isLinear(model("KBF", 0), new Dopri5(1e-6, 1e-6))).isFalse();
    Map<String, Object> exp = Map.of("name", "KBF", "predictor_type", "exp");
    assertThat(isLinear(ModelSpec.of(exp).build(2, 0), new Dopri5(1e-6, 1e-6))).isTrue();
    assertThat(isLinear(ModelSpec.of(Map.of("name", "DKBF")).build(2, 0), new Rk4(1))).isFalse();
    Map<String, Object> np = Map.of("name", "DKBF", "predictor_type", "np");
    assertThat(isLinear(ModelSpec.of(np).build(2, 1), new Rk4(1))).isFalse();
    Map<String, Object> latent = Map.of("name", "DLDM", "predictor_type", "np");
    assertThat(isLinear(ModelSpec.of(latent).build(2, 0), new Rk4(1))).isFalse();
  }

  private static boolean isLinear(LatentModel model, Integrator integrator) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Bound weights = Weights.initial(model.parameters(), SEEDS).bind(scope);
      return LinearCourses.of(model, weights, integrator, STEP).isPresent();
    }
  }
}
