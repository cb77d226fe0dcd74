package io.dymad.sako;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.RankRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpectrumBootstrapTest {
  private static final Monomials LINEAR = Monomials.of(new int[] {1});
  private static final double DECAY = 0.8;

  /** x_(k+1) = 0.8 x_k + noise, from the stationary distribution. */
  private static Trajectories noisy(int count, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = new double[samples];
      x[0] = random.nextGaussian() / Math.sqrt(1 - DECAY * DECAY);
      for (int k = 1; k < samples; k++) {
        x[k] = DECAY * x[k - 1] + random.nextGaussian();
      }
      items.add(Trajectory.of(1, Matrix.ofColumn(x)));
    }
    return new Trajectories(items);
  }

  @Test
  void withoutNoiseNothingIsUncertain() {
    Matrix flow =
        MatrixFunctions.exp(Matrix.of(new double[] {0, 1}, new double[] {-4, -1}).times(0.1));
    SplittableRandom random = new SplittableRandom(1);
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double[][] rows = new double[12 + i][];
      rows[0] = new double[] {random.nextGaussian(), random.nextGaussian()};
      for (int k = 1; k < rows.length; k++) {
        rows[k] = flow.times(rows[k - 1]);
      }
      items.add(Trajectory.of(0.1, Matrix.of(rows)));
    }
    Monomials dictionary = Monomials.of(new int[] {1, 0}, new int[] {0, 1});
    SpectrumBootstrap.Result result =
        new SpectrumBootstrap(dictionary, RankRule.full(), 50)
            .run(new Trajectories(items), new SplittableRandom(2));
    assertThat(result.exponents()).hasSize(50);
    assertThat(Arrays.stream(result.growthDeviations()).max().orElseThrow()).isLessThan(1e-10);
    assertThat(Arrays.stream(result.frequencyDeviations()).max().orElseThrow()).isLessThan(1e-10);
    assertThat(result.heldOutResiduals()).allMatch(residual -> residual < 1e-10);
    assertThat(result.frequency(0, 0.9).low())
        .isCloseTo(result.full().exponents().get(0).im(), within(1e-9));
  }

  @Test
  void theDeviationIsThatOfIndependentExperiments() {
    List<Double> found = new ArrayList<>();
    List<Double> estimated = new ArrayList<>();
    for (int seed = 0; seed < 60; seed++) {
      SpectrumBootstrap.Result result =
          new SpectrumBootstrap(LINEAR, RankRule.full(), 100)
              .run(noisy(30, 20, seed), new SplittableRandom(seed));
      found.add(result.full().exponents().get(0).re());
      estimated.add(result.growthDeviations()[0]);
    }
    double mean = found.stream().mapToDouble(x -> x).average().orElseThrow();
    double deviation =
        Math.sqrt(found.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow());
    // A deviation from 60 experiments is itself known to 9 %.
    assertThat(estimated.stream().mapToDouble(x -> x).average().orElseThrow())
        .isCloseTo(deviation, within(0.25 * deviation));
  }

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    int held = 0;
    for (int seed = 100; seed < 180; seed++) {
      SpectrumBootstrap.Interval interval =
          new SpectrumBootstrap(LINEAR, RankRule.full(), 200)
              .run(noisy(40, 20, seed), new SplittableRandom(seed))
              .growth(0, 0.9);
      held += interval.low() <= Math.log(DECAY) && Math.log(DECAY) <= interval.high() ? 1 : 0;
    }
    // 90 % of 80 is 72, with a deviation of 2.7; percentile intervals hold slightly less.
    assertThat(held).isBetween(60, 79);
  }

  @Test
  void heldOutResidualsAreThoseOfTheNoise() {
    // The residual of x for this system is sqrt(1 - 0.64), whatever the fit.
    SpectrumBootstrap.Result result =
        new SpectrumBootstrap(LINEAR, RankRule.full(), 100)
            .run(noisy(50, 40, 7), new SplittableRandom(7));
    assertThat(result.heldOutResiduals().get(0)).isCloseTo(0.6, within(0.03));
    assertThat(result.residuals().get(0)).isCloseTo(0.6, within(0.03));
  }

  @Test
  void equalSeedsGiveEqualNumbers() {
    SpectrumBootstrap bootstrap = new SpectrumBootstrap(LINEAR, RankRule.full(), 20);
    Trajectories all = noisy(10, 10, 1);
    assertThat(bootstrap.run(all, new SplittableRandom(3)).growthDeviations())
        .isEqualTo(bootstrap.run(all, new SplittableRandom(3)).growthDeviations());
  }

  @Test
  void oneTrajectoryIsNotEnough() {
    SpectrumBootstrap bootstrap = new SpectrumBootstrap(LINEAR, RankRule.full(), 20);
    Trajectories one =
        new Trajectories(List.of(noisy(1, 10, 1).get(0), Trajectory.of(1, Matrix.ofColumn(3))));
    assertThatThrownBy(() -> bootstrap.run(one, new SplittableRandom(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs two of them");
    assertThatThrownBy(() -> new SpectrumBootstrap(LINEAR, RankRule.full(), 1))
        .hasMessageContaining("drawings (1)");
  }
}
