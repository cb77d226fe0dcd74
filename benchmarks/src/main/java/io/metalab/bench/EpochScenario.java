package io.metalab.bench;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Hold;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.training.GradientPhase;
import io.dymad.training.Node;
import io.dymad.training.Schedule;
import io.dymad.training.Trainer;
import io.dymad.training.Training;
import io.dymad.training.TrainingState;
import io.dymad.training.TrainingTask;
import io.dymad.training.Weak;
import io.metalab.api.SeedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An epoch of the weak form beside one of rollouts of whole trajectories, of a Koopman model in
 * continuous time of 64 trajectories of 61 samples: rollouts that stay in latent variables, which
 * powers of a matrix make, and such that decode and encode at every evaluation of rates.
 */
final class EpochScenario implements Scenario {
  private static final int EPOCHS = 5;
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "epochs";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    double weak = epochSeconds("np", new Weak(13, 2, 2, 2), rollout);
    double powers = epochSeconds("np", Node.of(rollout), rollout);
    double encoded = epochSeconds("ode", Node.of(rollout), rollout);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("weak_ms", 1e3 * weak);
    figures.put("node_np_ms", 1e3 * powers);
    figures.put("node_ode_ms", 1e3 * encoded);
    figures.put("node_np_ratio", powers / weak);
    figures.put("node_ode_ratio", encoded / weak);
    return figures;
  }

  private static double epochSeconds(String predictor, Trainer trainer, Rollout rollout)
      throws Exception {
    Trajectories all = data();
    TrainingTask task =
        new TrainingTask(
            ModelSpec.of(
                    Map.of(
                        "name",
                        "KBF",
                        "koopman_dimension",
                        8,
                        "hidden_dimension",
                        32,
                        "predictor_type",
                        predictor))
                .build(2, 0),
            new Split(all, Trajectories.of(all.get(0).window(0, 2))),
            List.of(GradientPhase.of(trainer, Schedule.of(Integer.MAX_VALUE))),
            rollout,
            Precision.FLOAT64);
    Training training = new Training(task, SeedBundle.of(0));
    TrainingState state = training.start();
    List<Double> seconds = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      TrainingState[] now = {state};
      double wall =
          Seconds.of(
                  () -> {
                    for (int i = 0; i < EPOCHS; i++) {
                      now[0] = training.next(now[0]);
                    }
                  })
              .wall();
      state = now[0];
      if (round >= 0) {
        seconds.add(wall / EPOCHS);
      }
    }
    return Benchmarks.median(seconds);
  }

  /** x' = -x / 2, y' = -3 (y - x²) in closed form, from a sunflower of starts. */
  private static Trajectories data() {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      double radius = Math.sqrt((i + 0.5) / 64);
      double x0 = radius * Math.cos(2.4 * i);
      double y0 = radius * Math.sin(2.4 * i);
      double slow = 1.5 * x0 * x0;
      items.add(
          Trajectory.of(
              0.05,
              Matrix.generate(
                  61,
                  2,
                  (k, j) ->
                      j == 0
                          ? x0 * Math.exp(-0.025 * k)
                          : slow * Math.exp(-0.05 * k) + (y0 - slow) * Math.exp(-0.15 * k))));
    }
    return new Trajectories(items);
  }
}
