package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Hold;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Parameter;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A training that PyTorch 2.13 and an independent program in numpy agree on to 4e-11 after 200
 * steps: data and weights are made by additions and multiplications alone.
 */
class KoopmanStepTest {
  private static final int STEPS = 200;

  /** 16 trajectories of 101 samples of x' = .98 x, y' = .9 y + .3 x². */
  private static Trajectories data() {
    List<Trajectory> items = new ArrayList<>();
    for (int b = 0; b < 16; b++) {
      double[][] rows = new double[101][];
      rows[0] = new double[] {-1.5 + 0.2 * b, -1.0 + 0.125 * (7 * b % 16)};
      for (int t = 0; t < 100; t++) {
        double x1 = rows[t][0];
        rows[t + 1] = new double[] {0.98 * x1, 0.9 * rows[t][1] + 0.3 * (x1 * x1)};
      }
      items.add(Trajectory.of(1, Matrix.of(rows)));
    }
    return new Trajectories(items);
  }

  /** Weights of a 32-bit generator, over the square root of the number of inputs. */
  private static Weights weights(LatentModel model) {
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(0));
    long state = 12345;
    for (Parameter parameter : model.parameters()) {
      if (parameter.name().endsWith("bias")) {
        continue;
      }
      double[] elements = new double[parameter.rows() * parameter.columns()];
      for (int i = 0; i < elements.length; i++) {
        state = (1664525 * state + 1013904223) % (1L << 32);
        double u = 2 * (state / (double) (1L << 32)) - 1;
        elements[i] =
            parameter.name().startsWith("dynamics")
                ? (i / parameter.columns() == i % parameter.columns() ? 1 : 0) + 0.01 * u
                : u / Math.sqrt(parameter.columns());
      }
      weights =
          weights.with(
              parameter.name(), Matrix.ofRowMajor(parameter.rows(), parameter.columns(), elements));
    }
    return weights;
  }

  private static List<Epoch> history(Precision precision, int epochs) {
    LatentModel model =
        ModelSpec.of(
                Map.of(
                    "name",
                    "DKBF",
                    "koopman_dimension",
                    8,
                    "hidden_dimension",
                    32,
                    "encoder_layers",
                    3,
                    "decoder_layers",
                    2,
                    "activation",
                    "tanh",
                    "end_activation",
                    false,
                    "predictor_type",
                    "np"))
            .build(2, 0);
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    Phase phase = GradientPhase.of(Node.of(rollout), Schedule.of(epochs).withDecayRate(1));
    Trajectories all = data();
    TrainingTask task =
        new TrainingTask(model, new Split(all, all.select(0)), List.of(phase), rollout, precision);
    Training training = new Training(task, SeedBundle.of(0));
    return training.run(training.start(weights(model)), state -> {}).history();
  }

  @Test
  void lossesAndGradientAreThoseOfPyTorch() {
    List<Epoch> history = history(Precision.FLOAT64, STEPS + 1);
    assertThat(history.get(0).trainLoss()).isEqualTo(1.2992352891714445, within(1e-12));
    assertThat(history.get(0).gradientNorm()).isEqualTo(2.4607756168917, within(1e-10));
    assertThat(history.get(50).trainLoss()).isEqualTo(0.5203390608209455, within(1e-9));
    assertThat(history.get(STEPS).trainLoss()).isEqualTo(0.0519785723, within(1e-7));
  }

  @Test
  void singlePrecisionStartsFromTheSameLoss() {
    double loss = history(Precision.FLOAT32, 1).get(0).trainLoss();
    assertThat(loss).isEqualTo(1.2992352891714445, within(1e-6));
    assertThat(loss).isNotEqualTo(1.2992352891714445);
  }
}
