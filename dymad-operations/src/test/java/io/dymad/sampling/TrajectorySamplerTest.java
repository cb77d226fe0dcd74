package io.dymad.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Samples;
import io.metalab.api.SeedBundle;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrajectorySamplerTest {
  private static final OdeSystem DRIVEN = Systems.linear(Matrix.of(new double[] {-1}), column());

  private static Matrix column() {
    return Matrix.identity(1);
  }

  private static SamplerConfig.Builder box() {
    return SamplerConfig.builder()
        .count(4)
        .samples(6)
        .starts(Starts.uniform(new double[] {-1}, new double[] {1}));
  }

  private static Trajectories sample(SamplerConfig config, long seed) {
    return TrajectorySampler.of(DRIVEN, config).sample(SeedBundle.of(seed)).trajectories();
  }

  @Test
  void equalSeedsGiveEqualBitsAndOthersOtherTrajectories() {
    SamplerConfig config = box().control(new Control.Gaussian(0, 1, Hold.CUBIC)).build();
    assertThat(sample(config, 7).contentHash()).isEqualTo(sample(config, 7).contentHash());
    assertThat(sample(config, 7).contentHash()).isNotEqualTo(sample(config, 8).contentHash());
  }

  @Test
  void aLongerListBeginsWithTheShorterOne() {
    Trajectories few = sample(box().build(), 7);
    Trajectories many = sample(box().count(9).build(), 7);
    assertThat(many.select(0, 1, 2, 3).contentHash()).isEqualTo(few.contentHash());
  }

  @Test
  void aControlLeavesTheInitialStatesAsTheyAre() {
    Trajectories free = sample(box().build(), 7);
    Trajectories driven =
        sample(box().control(new Control.Gaussian(0, 1, Hold.CONSTANT)).build(), 7);
    for (int i = 0; i < 4; i++) {
      assertThat(driven.get(i).x().row(0)).isEqualTo(free.get(i).x().row(0));
      assertThat(driven.get(i).x().row(5)).isNotEqualTo(free.get(i).x().row(5));
    }
  }

  @Test
  void aDroppedStartIsMissingAndTimeMayRestart() {
    Trajectory whole = sample(box().build(), 7).get(0);
    Trajectory kept = sample(box().dropped(2).build(), 7).get(0);
    assertThat(kept.x()).isEqualTo(whole.x().rows(2, 6));
    assertThat(kept.t()).isEqualTo(whole.t().rows(2, 6));
    Trajectory restarted = sample(box().dropped(2).restartTime(true).build(), 7).get(0);
    assertThat(restarted.t().column(0))
        .containsExactly(new double[] {0, 0.1, 0.2, 0.3}, within(1e-15));
  }

  @Test
  void aCourseThatLeavesAllBoundsIsAFailureWithItsTimeAndTheOthersStay() {
    // x' = x² from x0 is infinite at 1 / x0.
    OdeSystem square =
        new OdeSystem() {
          @Override
          public int stateSize() {
            return 1;
          }

          @Override
          public double[] derivative(double t, double[] x, double[] u, double[] p) {
            return new double[] {x[0] * x[0]};
          }
        };
    SamplerConfig config =
        SamplerConfig.builder()
            .count(2)
            .samples(31)
            .starts(new Starts.Given(Matrix.ofColumn(-1, 0.5)))
            .build();
    Sampled sampled = TrajectorySampler.of(square, config).sample(SeedBundle.of(1));
    assertThat(sampled.trajectories().size()).isEqualTo(1);
    assertThat(sampled.trajectories().get(0).x().get(30, 0)).isCloseTo(-0.25, within(1e-9));
    assertThat(sampled.failures()).hasSize(1);
    assertThat(sampled.failures().get(0).index()).isEqualTo(1);
    assertThat(sampled.failures().get(0).time()).isCloseTo(1.9, within(0.11));
    TrajectorySampler alone =
        TrajectorySampler.of(square, config.toBuilder().starts(Starts.at(0.5)).build());
    assertThatThrownBy(() -> alone.sample(SeedBundle.of(1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("None of 2 trajectories");
  }

  @Test
  void aGridGivesEachOfItsPointsOnce() {
    Starts.Grid grid =
        new Starts.Grid(
            Matrix.of(new double[] {0, 10}, new double[] {1, 20}), Matrix.of(new double[] {2, 3}));
    double[][] expected = {{0, 10}, {0, 15}, {0, 20}, {1, 10}, {1, 15}, {1, 20}};
    assertThat(grid.points()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      assertThat(grid.draw(i, SeedBundle.of(1).random())).containsExactly(expected[i]);
    }
    assertThatThrownBy(() -> grid.draw(6, SeedBundle.of(1).random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 points");
  }

  @Test
  void normalAndPerturbedStartsHaveTheirMeanAndDeviation() {
    Matrix mean = Matrix.of(new double[] {1, -2});
    Matrix deviation = Matrix.of(new double[] {0.5, 0});
    for (Starts starts :
        new Starts[] {new Starts.Gaussian(mean, deviation), new Starts.Near(mean, deviation)}) {
      double[] first = new double[4000];
      for (int i = 0; i < first.length; i++) {
        double[] point = starts.draw(i, SeedBundle.of(i).random());
        assertThat(point[1]).isEqualTo(-2);
        first[i] = point[0];
      }
      // The mean of 4000 has a deviation of 0.5 / sqrt(4000) = 0.008.
      double average = Arrays.stream(first).average().orElseThrow();
      double variance = Arrays.stream(first).map(x -> (x - 1) * (x - 1)).average().orElseThrow();
      assertThat(average).isCloseTo(1, within(0.04));
      assertThat(Math.sqrt(variance)).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void referencePointsAreTakenInTurn() {
    Matrix references = Samples.real(3, 2, 1);
    Starts near = new Starts.Near(references, Matrix.zeros(1, 2));
    assertThat(near.draw(4, SeedBundle.of(1).random())).isEqualTo(references.row(1));
  }

  @Test
  void sizesThatDoNotFitTheSystemAreRefused() {
    SamplerConfig wide = box().starts(Starts.at(1, 2)).build();
    assertThatThrownBy(() -> TrajectorySampler.of(DRIVEN, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("initial states have 2 variables, but the system has 1");
    SamplerConfig driven =
        SamplerConfig.builder()
            .starts(Starts.at(1, 2))
            .control(new Control.Sphere(1, Hold.LINEAR))
            .build();
    assertThatThrownBy(() -> TrajectorySampler.of(Systems.vanDerPol(1), driven))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no controls");
  }

  @Test
  void everyDefaultOfTheConfigurationIsStated() {
    SamplerConfig config = SamplerConfig.builder().starts(Starts.at(1)).build();
    assertThat(config)
        .isEqualTo(
            new SamplerConfig(
                1, 101, 0.1, Starts.at(1), Control.none(), Starts.none(), 1e-10, 1e-10, 0, false));
    assertThat(config.toBuilder().build()).isEqualTo(config);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> box().samples(1).build()).hasMessageContaining("samples (1)");
    assertThatThrownBy(() -> box().step(0).build()).hasMessageContaining("time step (0.0)");
    assertThatThrownBy(() -> box().dropped(6).build()).hasMessageContaining("6 cannot be dropped");
    assertThatThrownBy(() -> box().tolerances(0, 1).build()).hasMessageContaining("(0, 1)");
    assertThatThrownBy(() -> Range.of(2, 1)).hasMessageContaining("[2.0, 1.0]");
  }
}
