package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Activation;
import io.dymad.models.BaseEquations;
import io.dymad.models.CorrectedDynamics;
import io.dymad.models.Hold;
import io.dymad.models.Initialisation;
import io.dymad.models.LatentModel;
import io.dymad.models.Layers;
import io.dymad.models.Mlp;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Time;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.torch.Precision;
import io.dymad.torch.Tensor;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Trainings of which it is known how well they predict what was held out. */
class LearnedModelsTest {
  private static final SeedBundle SEEDS = SeedBundle.of(5);
  private static final double GRAVITY = 9.81;

  private static TrainedModel train(
      LatentModel model, Trajectories all, Rollout rollout, Phase... phases) {
    Split split = split(all);
    TrainingTask task = new TrainingTask(model, split, List.of(phases), rollout, Precision.FLOAT64);
    Training training = new Training(task, SEEDS);
    return TrainedModel.best(task, training.run(training.start(), state -> {}));
  }

  /** The last quarter is held out. */
  private static Split split(Trajectories all) {
    int train = all.size() * 3 / 4;
    return new Split(
        new Trajectories(all.items().subList(0, train)),
        new Trajectories(all.items().subList(train, all.size())));
  }

  /** Root of the mean of squares of all errors of what was held out. */
  private static double error(TrainedModel model, Trajectories all) {
    double sum = 0;
    int count = 0;
    for (Trajectory item : split(all).heldOut().items()) {
      double norm = model.predict(item).minus(item.x()).frobeniusNorm();
      sum += norm * norm;
      count += item.x().rows() * item.x().columns();
    }
    return Math.sqrt(sum / count);
  }

  /** x' = [[0, 1], [-1, -.1]] x + u for both states, with a held control of two sines. */
  private static Trajectories driven(double step) {
    Matrix rates =
        Matrix.of(new double[] {0, 1, 1}, new double[] {-1, -0.1, 1}, new double[] {0, 0, 0});
    Matrix map = MatrixFunctions.exp(rates.times(step)).rows(0, 2);
    RandomGenerator random = SEEDS.stream("driven");
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      double slow = 1 + random.nextDouble();
      double fast = 3 + random.nextDouble();
      Matrix controls =
          Matrix.generate(
              61, 1, (k, j) -> 0.5 * Math.sin(slow * k * step) + 0.3 * Math.cos(fast * k * step));
      double[][] states = new double[61][];
      states[0] = new double[] {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
      for (int k = 1; k < states.length; k++) {
        double[] before = states[k - 1];
        states[k] = map.times(before[0], before[1], controls.get(k - 1, 0));
      }
      items.add(Trajectory.of(step, Matrix.of(states)).withU(controls));
    }
    return new Trajectories(items);
  }

  private static LatentModel bilinear(String name) {
    return ModelSpec.of(
            Map.of(
                "name",
                name,
                "koopman_dimension",
                4,
                "encoder_layers",
                1,
                "decoder_layers",
                1,
                "activation",
                "none",
                "predictor_type",
                "np"))
        .build(2, 1);
  }

  @Test
  void theWeakFormLearnsABilinearModelThatPredictsUnderOtherControls() {
    Phase phase =
        GradientPhase.of(
                new Weak(13, 4, 3, 4), Schedule.of(40).withLearningRate(2e-2).withDecayRate(0.9))
            .withBatchSize(8);
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    TrainedModel model = train(bilinear("KBF"), driven(0.05), rollout, phase);
    assertThat(error(model, driven(0.05))).isLessThan(0.03);
  }

  @Test
  void rolloutsLearnABilinearModelThatPredictsUnderOtherControls() {
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    Node windows =
        new Node(
            rollout, new Node.Sweep(List.of(4, 12, 31), 35, List.of(), false), Node.Chop.unfold(6));
    Phase phase =
        GradientPhase.of(windows, Schedule.of(110).withLearningRate(2e-2).withDecayRate(0.97))
            .withBatchSize(4);
    TrainedModel model = train(bilinear("DKBF"), driven(0.25), rollout, phase);
    assertThat(error(model, driven(0.25))).isLessThan(0.03);
  }

  /** θ' = ω, ω' = -(g / p) (sin θ + .1 ω), by steps so small that they err by less than 1e-10. */
  private static Trajectories pendulum() {
    List<Trajectory> items = new ArrayList<>();
    RandomGenerator random = SEEDS.stream("pendulum");
    for (int i = 0; i < 8; i++) {
      double length = 5 + 5 * random.nextDouble();
      double[] state = {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
      double[][] states = new double[61][];
      for (int k = 0; k < states.length; k++) {
        states[k] = state.clone();
        for (int substep = 0; substep < 20; substep++) {
          state = advance(state, length, 0.05 / 20);
        }
      }
      items.add(Trajectory.of(0.05, Matrix.of(states)).withP(length));
    }
    return new Trajectories(items);
  }

  private static double[] advance(double[] x, double length, double h) {
    double[] k1 = rates(x, length);
    double[] k2 = rates(new double[] {x[0] + h / 2 * k1[0], x[1] + h / 2 * k1[1]}, length);
    double[] k3 = rates(new double[] {x[0] + h / 2 * k2[0], x[1] + h / 2 * k2[1]}, length);
    double[] k4 = rates(new double[] {x[0] + h * k3[0], x[1] + h * k3[1]}, length);
    return new double[] {
      x[0] + h / 6 * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]),
      x[1] + h / 6 * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])
    };
  }

  private static double[] rates(double[] x, double length) {
    return new double[] {x[1], -GRAVITY / length * (Math.sin(x[0]) + 0.1 * x[1])};
  }

  @Test
  void theDampingOfAPendulumIsLearnedAsTheTermThatItsEquationsLack() {
    BaseEquations undamped =
        (states, inputs, correction) -> {
          Tensor force = states.slice(-1, 0, 1).sin().plus(correction);
          Tensor scale = inputs.parameters().constantLike(new double[] {-GRAVITY}, 1);
          Tensor pull = force.times(scale.over(inputs.parameters()));
          return Tensor.concatenate(-1, List.of(states.slice(-1, 1, 2), pull));
        };
    Layers layers =
        new Layers(
            1,
            Activation.NONE,
            false,
            Initialisation.of(Initialisation.Kind.ZEROS),
            Initialisation.of(Initialisation.Kind.ZEROS));
    LatentModel model =
        new CorrectedDynamics(2, 0, undamped, new Mlp("damping", 2, 1, 1, layers))
            .asModel(Time.CONTINUOUS);
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    Node windows =
        new Node(rollout, new Node.Sweep(List.of(7), 0, List.of(), false), Node.Chop.unfold(6));
    Phase phase =
        GradientPhase.of(windows, Schedule.of(50).withLearningRate(2e-2).withDecayRate(0.85))
            .withBatchSize(6);
    TrainedModel trained = train(model, pendulum(), rollout, phase);
    assertThat(error(trained, pendulum())).isLessThan(1e-4);
    assertThat(trained.weights().matrix("damping.0.weight").get(0, 1)).isEqualTo(0.1, within(1e-3));
  }
}
