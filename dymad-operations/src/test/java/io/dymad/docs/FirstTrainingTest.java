package io.dymad.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Split;
import io.dymad.models.Hold;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.numerics.Matrix;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.dymad.sampling.TrajectorySampler;
import io.dymad.torch.Precision;
import io.dymad.training.GradientPhase;
import io.dymad.training.LinearSolve;
import io.dymad.training.Schedule;
import io.dymad.training.TrainedModel;
import io.dymad.training.Training;
import io.dymad.training.TrainingState;
import io.dymad.training.TrainingTask;
import io.dymad.training.Weak;
import io.metalab.api.SeedBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Koopman model of x' = -x / 2, y' = -3 (y - x²), whose exponents are -1/2, -1 and -3. */
class FirstTrainingTest {
  @Test
  void trainsAKoopmanModel() {
    SeedBundle seeds = SeedBundle.of(1);
    SamplerConfig config =
        SamplerConfig.builder()
            .count(16)
            .samples(41)
            .step(0.1)
            .starts(Starts.uniform(new double[] {-2, -2}, new double[] {2, 2}))
            .build();
    Split split =
        Split.byTrajectory(
            TrajectorySampler.of(Systems.slowManifold(-0.5, -3), config)
                .sample(seeds)
                .trajectories(),
            0.75,
            seeds.stream("split"));

    LatentModel model =
        ModelSpec.of(Map.of("name", "KBF", "koopman_dimension", 3, "autoencoder_type", "cat"))
            .build(2, 0);
    TrainingTask task =
        new TrainingTask(
            model,
            split,
            List.of(
                LinearSolve.full().withLogarithm(),
                GradientPhase.of(Weak.defaults(), Schedule.of(10).withLearningRate(5e-3)),
                LinearSolve.full().withLogarithm()),
            new Rollout(new Rk4(1), Hold.CUBIC),
            Precision.FLOAT64);
    Training training = new Training(task, seeds);
    TrainingState end = training.run(training.start(), state -> {});
    TrainedModel trained = TrainedModel.best(task, end);

    Matrix course = split.heldOut().get(0).x();
    Matrix predicted = trained.predict(split.heldOut().get(0));
    assertThat(predicted.minus(course).frobeniusNorm()).isLessThan(course.frobeniusNorm());
    double[] growth = trained.exponents().re();
    assertThat(Arrays.stream(growth).max().orElseThrow()).isEqualTo(-0.5, within(0.02));
  }
}
