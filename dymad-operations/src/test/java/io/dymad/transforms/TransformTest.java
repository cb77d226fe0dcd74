package io.dymad.transforms;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.FourierProducts;
import io.dymad.edmd.MixedProducts;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every transform that has an exact inverse, on random series over seeds. */
class TransformTest {
  private static final int STATES = 3;

  /** Transforms whose inverse is exact on the data they were fitted to. */
  private static Map<String, TransformSpec> invertible() {
    Map<String, TransformSpec> specs = new LinkedHashMap<>();
    specs.put("identity", Identity.spec());
    specs.put("add_one", Identity.addOne());
    for (Scaler.Mode mode : Scaler.Mode.values()) {
      specs.put("scaler " + mode.key(), Scaler.spec(mode));
    }
    specs.put("delay", Delay.spec(4));
    specs.put("svd", Projection.spec(RankRule.full(), true));
    specs.put("svd, not centred", Projection.spec(RankRule.full(), false));
    specs.put("lift", Lift.spec(Monomials.tensor(2, 3, 2)));
    specs.put("lift, fitted", Lift.fitted(Monomials.ofTotalDegree(STATES, 0, 2)));
    specs.put(
        "lift, shifted",
        Lift.spec(
            Monomials.ofTotalDegree(STATES, 0, 2)
                .scaled(new double[] {1, -2, 0.5}, new double[] {2, 3, 0.1})));
    specs.put(
        "lift, mixed",
        Lift.spec(
            new MixedProducts(
                STATES,
                List.of(
                    new MixedProducts.Powers(0, 3),
                    new MixedProducts.Powers(1, 2),
                    new MixedProducts.Powers(2, 2)))));
    specs.put(
        "chain",
        TransformChain.spec(
            Scaler.spec(Scaler.Mode.MINUS_ONE_TO_ONE),
            Lift.spec(Monomials.tensor(2, 2, 2)),
            Delay.spec(2),
            Projection.spec(RankRule.full(), true),
            Identity.addOne()));
    return specs;
  }

  @Test
  void theInverseGivesTheSeriesBack() {
    invertible()
        .forEach(
            (name, spec) -> {
              for (int seed = 0; seed < 5; seed++) {
                Matrix series = Samples.real(40, STATES, seed);
                Transform fitted = spec.fit(List.of(series, Samples.real(30, STATES, seed + 9)));
                Matrix features = fitted.apply(series);
                assertThat(features.shape())
                    .as(name)
                    .isEqualTo((41 - fitted.window()) + " x " + fitted.outputSize());
                assertClose(fitted.invert(features), series, 1e-9);
              }
            });
  }

  @Test
  void modesOfBothDirectionsAreDerivatives() {
    Map<String, TransformSpec> all = invertible();
    all.put("svd, truncated", Projection.spec(RankRule.of(2), true));
    all.put(
        "fourier",
        TransformChain.spec(
            Lift.fitted(FourierProducts.ofAngles(1, 2, 1)), Scaler.spec(Scaler.Mode.STANDARD)));
    all.put(
        "polar",
        Lift.fitted(
            new MixedProducts(
                STATES,
                List.of(new MixedProducts.Polar(0, 2, 3, 2), new MixedProducts.Harmonics(1, 1)))));
    all.forEach(
        (name, spec) -> {
          for (int seed = 0; seed < 3; seed++) {
            Transform fitted = spec.fit(List.of(Samples.real(200, STATES, seed)));
            Matrix states = Samples.real(fitted.window(), STATES, seed + 20);
            Modes.assertForward(fitted, states, 1e-7);
            Modes.assertBackward(fitted, fitted.apply(states), 1e-7);
          }
        });
  }

  @Test
  void forwardModesTimesBackwardModesAreTheIdentityOfTheStates() {
    // x(z(x)) = x, so that (dx/dz)(dz/dx) = I.
    invertible()
        .forEach(
            (name, spec) -> {
              Transform fitted = spec.fit(List.of(Samples.real(60, STATES, 3)));
              Matrix states = Samples.real(fitted.window(), STATES, 4);
              Matrix forward = fitted.forwardModes(states);
              Matrix backward = fitted.backwardModes(fitted.apply(states));
              assertClose(
                  backward.adjointTimes(forward), Matrix.identity(fitted.window() * STATES), 1e-8);
            });
  }

  @Test
  void stagesOfAChainCanBeUsedAlone() {
    Matrix series = Samples.real(30, STATES, 1);
    TransformChain chain =
        (TransformChain)
            TransformChain.spec(
                    Scaler.spec(Scaler.Mode.STANDARD),
                    Delay.spec(1),
                    Projection.spec(RankRule.of(3), true))
                .fit(List.of(series));
    Matrix middle = chain.range(0, 2).apply(series);
    assertThat(chain.range(2, 3).apply(middle)).isEqualTo(chain.apply(series));
    assertThat(chain.window()).isEqualTo(2);
    assertThatThrownBy(() -> chain.range(1, 4)).hasMessageContaining("[1, 4) in a chain of 3");
  }

  @Test
  void aChainTakesDelaysOnceAndStagesThatFit() {
    assertThatThrownBy(() -> new TransformChain(List.of(new Delay(1, 1), new Delay(2, 1))))
        .hasMessageContaining("At most one stage may have delays");
    assertThatThrownBy(
            () -> new TransformChain(List.of(new Identity(1, true), new Identity(3, true))))
        .hasMessageContaining("takes 3 variables, but stage 0 (add_one) gives 2");
  }

  @Test
  void trajectoriesKeepOldestTimesAndNewestControls() {
    Trajectory item =
        Trajectory.of(0.5, Samples.real(10, 2, 1)).withU(Samples.real(10, 1, 2)).withP(7);
    Trajectories embedded = new Delay(2, 3).apply(Trajectories.of(item));
    assertThat(embedded.get(0).steps()).isEqualTo(7);
    assertThat(embedded.get(0).t()).isEqualTo(item.t().rows(0, 7));
    assertThat(embedded.get(0).u()).isEqualTo(item.u().rows(3, 10));
    assertThat(embedded.get(0).p()).isEqualTo(item.p());
  }

  @Test
  void statesAndControlsWithDifferentDelaysEndAtTheSameTime() {
    Matrix count = Matrix.generate(8, 1, (k, j) -> k);
    Trajectory item = Trajectory.of(1, count).withU(count.times(10.0));
    for (int[] delays : new int[][] {{3, 1}, {1, 3}, {2, 2}, {0, 2}}) {
      ChannelTransforms channels =
          new ChannelTransforms(new Delay(1, delays[0]), new Delay(1, delays[1]));
      Trajectory aligned = channels.apply(Trajectories.of(item)).get(0);
      int longest = Math.max(delays[0], delays[1]);
      assertThat(aligned.steps()).isEqualTo(8 - longest);
      assertThat(aligned.t().get(0, 0)).isEqualTo(0);
      for (int k = 0; k < aligned.steps(); k++) {
        double newest = longest + k;
        assertThat(aligned.x().get(k, delays[0])).isEqualTo(newest);
        assertThat(aligned.u().get(k, delays[1])).isEqualTo(10 * newest);
      }
    }
  }

  @Test
  void transformsAreFittedOnTheTrainingDataAlone() {
    Trajectories training = Trajectories.of(Trajectory.of(1, Matrix.ofColumn(0, 1, 2, 4)));
    Transform scaler = Scaler.spec(Scaler.Mode.ZERO_TO_ONE).fit(training);
    assertThat(scaler.apply(Matrix.ofColumn(8, -4)).column(0)).containsExactly(2, -1);
  }
}
