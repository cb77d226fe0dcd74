///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.metalab:dymad-operations:0.1.0-SNAPSHOT
//DEPS ai.djl.pytorch:pytorch-engine:0.35.1 ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1
//DEPS ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64

import io.dymad.core.Split;
import io.dymad.models.Hold;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.dymad.sampling.TrajectorySampler;
import io.dymad.torch.Precision;
import io.dymad.training.GradientPhase;
import io.dymad.training.LinearSolve;
import io.dymad.training.Phase;
import io.dymad.training.Schedule;
import io.dymad.training.TrainedModel;
import io.dymad.training.Training;
import io.dymad.training.TrainingState;
import io.dymad.training.TrainingTask;
import io.dymad.training.Weak;
import io.metalab.api.SeedBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does a Koopman model of {@code x' = -x / 2, y' = -3 (y - x²)} learn better if least squares stand
 * between phases of gradients? The slowest exponent should be -1/2.
 */
public class Phases {
  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of("out"));
    Phase gradients = GradientPhase.of(Weak.defaults(), Schedule.of(10).withLearningRate(5e-3));
    Phase leastSquares = LinearSolve.full().withLogarithm();
    Map<String, List<Phase>> schedules = new LinkedHashMap<>();
    schedules.put("gradients", List.of(gradients, gradients));
    schedules.put("alternating", List.of(leastSquares, gradients, leastSquares));
    List<String> rows = new ArrayList<>(List.of("schedule,epochs,best_loss,slowest_exponent"));
    for (Map.Entry<String, List<Phase>> schedule : schedules.entrySet()) {
      SeedBundle seeds = SeedBundle.of(1);
      TrainingTask task =
          new TrainingTask(
              ModelSpec.of(Map.of("name", "KBF", "koopman_dimension", 3, "autoencoder_type", "cat"))
                  .build(2, 0),
              data(seeds),
              schedule.getValue(),
              new Rollout(new Rk4(1), Hold.CUBIC),
              Precision.FLOAT64);
      Training training = new Training(task, seeds);
      TrainingState end = training.run(training.start(), state -> {});
      double slowest =
          Arrays.stream(TrainedModel.best(task, end).exponents().re()).max().orElseThrow();
      rows.add(
          "%s,%d,%s,%s"
              .formatted(schedule.getKey(), end.history().size(), end.best().loss(), slowest));
    }
    Files.write(out.resolve("phases.csv"), rows);
    rows.forEach(System.out::println);
  }

  private static Split data(SeedBundle seeds) {
    SamplerConfig config =
        SamplerConfig.builder()
            .count(16)
            .samples(41)
            .step(0.1)
            .starts(Starts.uniform(new double[] {-2, -2}, new double[] {2, 2}))
            .build();
    return Split.byTrajectory(
        TrajectorySampler.of(Systems.slowManifold(-0.5, -3), config).sample(seeds).trajectories(),
        0.75,
        seeds.stream("split"));
  }
}
