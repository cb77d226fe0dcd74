package io.metalab.bench;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Bound;
import io.dymad.models.Dynamics;
import io.dymad.models.Hold;
import io.dymad.models.Inputs;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Parameter;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Tensor;
import io.dymad.training.GradientPhase;
import io.dymad.training.Node;
import io.dymad.training.Schedule;
import io.dymad.training.Trainer;
import io.dymad.training.Training;
import io.dymad.training.TrainingState;
import io.dymad.training.TrainingTask;
import io.dymad.training.Weak;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small Koopman autoencoder whose data and weights any language can make to the digit; {@code
 * training_peer.py} trains the same. A step is one of all courses, forward, backward and update.
 */
final class KoopmanStep {
  private static final int COURSES = 16;
  private static final int SAMPLES = 101;
  private static final double WEAK_STEP = 0.1;

  /** How latent variables are fitted. */
  enum Variant {
    /** Rollouts of a hundred small products. */
    LOOP,
    /** The same rollouts by powers of the matrix. */
    DOUBLING,
    /** No rollouts: rates on windows of 13 samples. */
    WEAK;

    /** Returns the name that both programs know. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Training training;
  private TrainingState state;

  KoopmanStep(Variant variant, Precision precision) {
    double step = variant == Variant.WEAK ? WEAK_STEP : 1;
    LatentModel model = model(variant);
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    Trainer trainer = variant == Variant.WEAK ? new Weak(13, 4, 4, 1) : Node.of(rollout);
    Trajectories all = data(step);
    // What is held out is judged after each step, which the peer does not do: two samples of it.
    Split split = new Split(all, Trajectories.of(all.get(0).window(0, 2)));
    GradientPhase phase =
        GradientPhase.of(trainer, Schedule.of(Integer.MAX_VALUE).withDecayRate(1));
    this.training =
        new Training(
            new TrainingTask(model, split, List.of(phase), rollout, precision), SeedBundle.of(0));
    this.state = training.start(weights(model, variant == Variant.WEAK ? 0 : 1));
  }

  /** Makes some steps. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      state = training.next(state);
    }
  }

  private static LatentModel model(Variant variant) {
    LatentModel model =
        ModelSpec.of(
                Map.of(
                    "name",
                    variant == Variant.WEAK ? "KBF" : "DKBF",
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
    return variant == Variant.LOOP
        ? new LatentModel(
            model.time(),
            model.stateSize(),
            model.encoder(),
            new SingleSteps(model.dynamics()),
            model.decoder(),
            model.predictor())
        : model;
  }

  /** Dynamics that are not known to be linear. */
  private record SingleSteps(Dynamics dynamics) implements Dynamics {
    @Override
    public int latentSize() {
      return dynamics.latentSize();
    }

    @Override
    public int controlSize() {
      return dynamics.controlSize();
    }

    @Override
    public List<Parameter> parameters() {
      return dynamics.parameters();
    }

    @Override
    public Tensor apply(Bound weights, Tensor latent, Inputs inputs) {
      return dynamics.apply(weights, latent, inputs);
    }
  }

  /** Courses of x' = .98 x, y' = .9 y + .3 x². */
  private static Trajectories data(double step) {
    List<Trajectory> items = new ArrayList<>();
    for (int b = 0; b < COURSES; b++) {
      double[][] rows = new double[SAMPLES][];
      rows[0] = new double[] {-1.5 + 0.2 * b, -1.0 + 0.125 * (7 * b % 16)};
      for (int t = 0; t + 1 < SAMPLES; t++) {
        double x = rows[t][0];
        rows[t + 1] = new double[] {0.98 * x, 0.9 * rows[t][1] + 0.3 * (x * x)};
      }
      items.add(Trajectory.of(step, Matrix.of(rows)));
    }
    return new Trajectories(items);
  }

  /** Weights of a 32-bit generator, over the square root of the number of inputs. */
  private static Weights weights(LatentModel model, double diagonal) {
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(0));
    long state = 12345;
    for (Parameter parameter : model.parameters()) {
      if (parameter.name().endsWith("bias")) {
        continue;
      }
      boolean dynamics = parameter.name().startsWith("dynamics");
      double[] elements = new double[parameter.rows() * parameter.columns()];
      for (int i = 0; i < elements.length; i++) {
        state = (1664525 * state + 1013904223) % (1L << 32);
        double u = 2 * (state / (double) (1L << 32)) - 1;
        boolean onDiagonal = i / parameter.columns() == i % parameter.columns();
        elements[i] =
            dynamics ? (onDiagonal ? diagonal : 0) + 0.01 * u : u / Math.sqrt(parameter.columns());
      }
      weights =
          weights.with(
              parameter.name(), Matrix.ofRowMajor(parameter.rows(), parameter.columns(), elements));
    }
    return weights;
  }
}
