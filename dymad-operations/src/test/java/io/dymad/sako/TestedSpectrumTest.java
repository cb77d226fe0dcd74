package io.dymad.sako;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.dymad.sampling.TrajectorySampler;
import io.metalab.api.SeedBundle;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TestedSpectrumTest {
  @Test
  void trueEigenpairsAreTrustedAndSpuriousOnesAreNot() {
    SamplerConfig config =
        SamplerConfig.builder()
            .count(20)
            .samples(21)
            .starts(Starts.uniform(new double[] {-1, -1}, new double[] {1, 1}))
            .build();
    Trajectories all =
        TrajectorySampler.of(Systems.slowManifold(-0.5, -3), config)
            .sample(SeedBundle.of(1))
            .trajectories();
    Split split = Split.byTrajectory(all, 0.7, new SplittableRandom(1));
    TestedSpectrum spectrum = TestedSpectrum.of(Monomials.tensor(3, 2), split, RankRule.full());
    // 1, x, x² and y - c x² are closed; x y and x² y are not.
    assertThat(spectrum.trusted(1e-6)).hasSize(4);
    assertThat(spectrum.trusted(10)).hasSize(6);
    for (int j : spectrum.trusted(1e-6)) {
      assertThat(spectrum.residuals().get(j)).isLessThan(1e-6);
    }
  }

  @Test
  void noiseIsFittedWhereItWasSeenAndNotWhereItWasNot() {
    Trajectories noise =
        Trajectories.of(
            Trajectory.of(1, Samples.real(14, 5, 1)), Trajectory.of(1, Samples.real(200, 5, 2)));
    Split split = new Split(noise.select(0), noise.select(1));
    TestedSpectrum spectrum =
        TestedSpectrum.of(Monomials.ofTotalDegree(5, 1, 1), split, RankRule.full());
    double seen = spectrum.residuals().stream().mapToDouble(r -> r).sum();
    double unseen = spectrum.heldOutResiduals().stream().mapToDouble(r -> r).sum();
    assertThat(unseen).isGreaterThan(1.1 * seen);
  }

  @Test
  void anotherTimeStepOfTheDataHeldOutIsRefused() {
    Matrix states = Samples.real(20, 1, 1);
    Split split =
        new Split(
            Trajectories.of(Trajectory.of(1, states)), Trajectories.of(Trajectory.of(0.5, states)));
    Monomials linear = Monomials.of(new int[] {1});
    assertThatThrownBy(() -> TestedSpectrum.of(linear, split, RankRule.full()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5, those fitted to 1.0");
  }
}
