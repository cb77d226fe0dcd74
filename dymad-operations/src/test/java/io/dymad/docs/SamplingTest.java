package io.dymad.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.numerics.Matrix;
import io.dymad.sampling.Control;
import io.dymad.sampling.Range;
import io.dymad.sampling.Sampled;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.dymad.sampling.TrajectorySampler;
import io.metalab.api.SeedBundle;
import org.junit.jupiter.api.Test;

/** Trajectories of a linear system that a chirp drives. */
class SamplingTest {
  @Test
  void samplesADrivenSystem() {
    Matrix a = Matrix.of(new double[] {0, 1}, new double[] {-1, -0.1});
    Matrix b = Matrix.of(new double[] {1}, new double[] {1});
    SamplerConfig config =
        SamplerConfig.builder()
            .count(8)
            .samples(501)
            .step(0.01)
            .starts(Starts.uniform(new double[] {-1, -1}, new double[] {1, 1}))
            .control(new Control.Chirp(Range.of(0.5), Range.of(2), Range.of(0.5, 1), Range.of(0)))
            .build();
    Sampled sampled = TrajectorySampler.of(Systems.linear(a, b), config).sample(SeedBundle.of(1));
    assertThat(sampled.trajectories().size()).isEqualTo(8);
    assertThat(sampled.failures()).isEmpty();
  }
}
