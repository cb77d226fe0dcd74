package io.dymad.sako;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.OrthonormalFeatures;
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
  private static final Monomials PLANE = Monomials.of(new int[] {1, 0}, new int[] {0, 1});
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

  private static SpectrumBootstrap bootstrap(
      Dictionary dictionary, Trajectories all, int resamples) {
    Matrix samples = SnapshotPairs.of(all).x();
    return new SpectrumBootstrap(
        OrthonormalFeatures.of(dictionary, samples, RankRule.full()), Edmd::fit, resamples);
  }

  /**
   * {@code x' = -0.5 x, y' = -3 (y - x²)}, solved: exponents 0, -0.5, -1 and -3 of the functions 1,
   * x, x² and {@code y - 1.5 x²}.
   */
  private static Trajectories slowManifold(int count) {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = 2.5 * Math.cos(i + 0.5);
      double b = 5 * Math.sin(2.0 * i + 1);
      items.add(
          Trajectory.of(
              0.05,
              Matrix.generate(
                  41,
                  2,
                  (k, j) -> {
                    double x = a * Math.exp(-0.025 * k);
                    return j == 0 ? x : (b - 1.5 * a * a) * Math.exp(-0.15 * k) + 1.5 * x * x;
                  })));
    }
    return new Trajectories(items);
  }

  private static double deviation(List<Double> values) {
    double mean = values.stream().mapToDouble(x -> x).average().orElseThrow();
    return Math.sqrt(
        values.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(x -> x).average().orElseThrow();
  }

  @Test
  void exactPairsAmongOthersAreCertainWithFewTrajectories() {
    // x y and x² y leave the span: their two pairs change with each drawing and pass the exact
    // ones.
    Monomials dictionary =
        Monomials.of(
            new int[] {0, 0},
            new int[] {1, 0},
            new int[] {2, 0},
            new int[] {0, 1},
            new int[] {1, 1},
            new int[] {2, 1});
    Trajectories all = slowManifold(6);
    for (int seed = 0; seed < 5; seed++) {
      UncertainSpectrum result =
          bootstrap(dictionary, all, 20).run(all, new SplittableRandom(seed));
      double[] deviations = result.growthDeviations();
      for (int j = 0; j < deviations.length; j++) {
        if (result.residuals().get(j) < 1e-10) {
          // Rounding: ε = 2e-16 over the step of 0.05, times the condition of drawings of few
          // trajectories, some thousands.
          assertThat(deviations[j]).isLessThan(1e-10);
        } else {
          assertThat(deviations[j]).isGreaterThan(0.1);
        }
      }
      assertThat(result.residuals()).filteredOn(residual -> residual < 1e-10).hasSize(4);
    }
  }

  @Test
  void drawingsThatLoseAFunctionAreCountedAndNotUsed() {
    // The second function is there on the last trajectory alone: 0.75⁴ = 32 % of drawings lack it.
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double a = 1 + i;
      double b = i == 3 ? 1 : 0;
      items.add(
          Trajectory.of(
              1,
              Matrix.generate(
                  9, 2, (k, j) -> j == 0 ? a * Math.pow(0.9, k) : b * Math.pow(0.5, k))));
    }
    Trajectories all = new Trajectories(items);
    UncertainSpectrum result = bootstrap(PLANE, all, 200).run(all, new SplittableRandom(4));
    assertThat(result.exponents()).hasSize(200);
    // 200 used of 293 on average, with a deviation of 12.
    assertThat(result.degenerate()).isBetween(50, 140);
    assertThat(Arrays.stream(result.growthDeviations()).max().orElseThrow()).isLessThan(1e-10);
  }

  @Test
  void functionsThatMostDrawingsLoseAreRefused() {
    // Four courses of one exponential each for four functions: 1 - 4!/4⁴ = 91 % of drawings lack
    // one.
    int[][] powers = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int own = i;
      items.add(
          Trajectory.of(
              1, Matrix.generate(6, 4, (k, j) -> j == own ? Math.pow(0.9 - 0.1 * j, k) : 0)));
    }
    Trajectories all = new Trajectories(items);
    assertThatThrownBy(
            () -> bootstrap(Monomials.of(powers), all, 20).run(all, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The 4 features depend on each other on ")
        .hasMessageContaining("drawings from 4 trajectories")
        .hasMessageEndingWith("Maybe use fewer functions, or more trajectories.");
  }

  @Test
  void frequenciesNearTheHighestDoNotJumpToItsNegative() {
    // Eigenvalues of modulus 0.9, 0.02 radians beside the negative axis, seen through noise.
    Matrix turn =
        Matrix.of(
            new double[] {-0.9 * Math.cos(0.02), -0.9 * Math.sin(0.02)},
            new double[] {0.9 * Math.sin(0.02), -0.9 * Math.cos(0.02)});
    SplittableRandom random = new SplittableRandom(5);
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double[][] rows = new double[20][];
      rows[0] = new double[] {random.nextGaussian(), random.nextGaussian()};
      for (int k = 1; k < rows.length; k++) {
        rows[k] = turn.times(rows[k - 1]);
        rows[k][0] += 0.3 * random.nextGaussian();
        rows[k][1] += 0.3 * random.nextGaussian();
      }
      items.add(Trajectory.of(1, Matrix.of(rows)));
    }
    Trajectories all = new Trajectories(items);
    UncertainSpectrum result = bootstrap(PLANE, all, 100).run(all, new SplittableRandom(6));
    // The principal branch alone would make this about π.
    assertThat(Arrays.stream(result.frequencyDeviations()).max().orElseThrow()).isLessThan(0.1);
  }

  @Test
  void deviationsOfTwoPairsAreThoseOfIndependentExperiments() {
    // x_i' = a_i x_i + noise, both stationary: var(a) = (1 - a²) / pairs for least squares, to
    // first
    // order, and the logarithm divides the deviation by a.
    double[] factors = {0.9, 0.6};
    List<List<Double>> found = List.of(new ArrayList<>(), new ArrayList<>());
    List<List<Double>> estimated = List.of(new ArrayList<>(), new ArrayList<>());
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(1000 + seed);
      List<Trajectory> items = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        double[][] rows = new double[21][2];
        for (int j = 0; j < 2; j++) {
          rows[0][j] = random.nextGaussian() / Math.sqrt(1 - factors[j] * factors[j]);
          for (int k = 1; k < rows.length; k++) {
            rows[k][j] = factors[j] * rows[k - 1][j] + random.nextGaussian();
          }
        }
        items.add(Trajectory.of(1, Matrix.of(rows)));
      }
      Trajectories all = new Trajectories(items);
      UncertainSpectrum result = bootstrap(PLANE, all, 60).run(all, new SplittableRandom(seed));
      for (int j = 0; j < 2; j++) {
        found.get(j).add(result.full().exponents().get(j).re());
        estimated.get(j).add(result.growthDeviations()[j]);
      }
    }
    for (int j = 0; j < 2; j++) {
      double a = factors[j];
      double exact = Math.sqrt((1 - a * a) / 1000) / a;
      // A deviation from 200 experiments is itself known to 1 / sqrt(400) = 5 %: three times that.
      assertThat(deviation(found.get(j))).isCloseTo(exact, within(0.15 * exact));
      // The mean of 200 estimates, each known to 14 % (60 drawings of 50 trajectories), is known to
      // 1 %; the bootstrap of 50 is 1 % too small, and terms of higher order are a few percent.
      assertThat(mean(estimated.get(j))).isCloseTo(exact, within(0.08 * exact));
    }
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
    Trajectories all = new Trajectories(items);
    UncertainSpectrum result = bootstrap(PLANE, all, 50).run(all, new SplittableRandom(2));
    assertThat(result.exponents()).hasSize(50);
    assertThat(Arrays.stream(result.growthDeviations()).max().orElseThrow()).isLessThan(1e-10);
    assertThat(Arrays.stream(result.frequencyDeviations()).max().orElseThrow()).isLessThan(1e-10);
    assertThat(result.heldOutResiduals()).allMatch(residual -> residual < 1e-10);
    assertThat(result.frequency(0, 0.9).low())
        .isCloseTo(result.full().exponents().get(0).im(), within(1e-9));
  }

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    int held = 0;
    for (int seed = 100; seed < 180; seed++) {
      Trajectories all = noisy(40, 20, seed);
      UncertainSpectrum.Interval interval =
          bootstrap(LINEAR, all, 200).run(all, new SplittableRandom(seed)).growth(0, 0.9);
      held += interval.low() <= Math.log(DECAY) && Math.log(DECAY) <= interval.high() ? 1 : 0;
    }
    // 90 % of 80 is 72, with a deviation of 2.7; percentile intervals hold slightly less.
    assertThat(held).isBetween(60, 79);
  }

  @Test
  void heldOutResidualsAreThoseOfTheNoise() {
    // The residual of x for this system is sqrt(1 - 0.64), whatever the fit.
    Trajectories all = noisy(50, 40, 7);
    UncertainSpectrum result = bootstrap(LINEAR, all, 100).run(all, new SplittableRandom(7));
    assertThat(result.heldOutResiduals().get(0)).isCloseTo(0.6, within(0.03));
    assertThat(result.residuals().get(0)).isCloseTo(0.6, within(0.03));
  }

  @Test
  void equalSeedsGiveEqualNumbers() {
    Trajectories all = noisy(10, 10, 1);
    SpectrumBootstrap bootstrap = bootstrap(LINEAR, all, 20);
    assertThat(bootstrap.run(all, new SplittableRandom(3)).growthDeviations())
        .isEqualTo(bootstrap.run(all, new SplittableRandom(3)).growthDeviations());
  }

  @Test
  void oneTrajectoryIsNotEnough() {
    Trajectories one =
        new Trajectories(List.of(noisy(1, 10, 1).get(0), Trajectory.of(1, Matrix.ofColumn(3))));
    SpectrumBootstrap bootstrap = bootstrap(LINEAR, one, 20);
    assertThatThrownBy(() -> bootstrap.run(one, new SplittableRandom(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs two of them");
    assertThatThrownBy(() -> bootstrap(LINEAR, one, 1)).hasMessageContaining("drawings (1)");
  }
}
