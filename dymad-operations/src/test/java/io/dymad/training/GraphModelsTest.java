package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.models.Hold;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Slopes;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.metalab.api.SeedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphModelsTest {
  private static final SeedBundle SEEDS = SeedBundle.of(14);
  private static final Rollout ROLLOUT = new Rollout(new Rk4(1), Hold.ZOH);

  /** A ring of four nodes, whose edges have the weight 2. */
  private static final Matrix RING =
      Matrix.generate(4, 4, (i, j) -> Math.floorMod(i - j, 4) % 2 == 1 ? 2 : 0);

  @TempDir private Path directory;

  /** Heat on the ring, {@code x_(k+1) = 0.8 x_k + 0.05 W x_k}, from some starts. */
  private static Trajectories heat(int count) {
    RandomGenerator random = SEEDS.random();
    Matrix map = Matrix.identity(4).times(0.8).plus(RING.times(0.05));
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[][] states = new double[6][];
      states[0] = random.doubles(4, -1, 1).toArray();
      for (int k = 1; k < 6; k++) {
        states[k] = map.times(states[k - 1]);
      }
      items.add(Trajectory.of(1, Matrix.of(states)));
    }
    return new Trajectories(items);
  }

  private static ModelSpec messages() {
    return ModelSpec.of(
        Map.of(
            "name", "DLDMG",
            "gcl", "gcnv",
            "encoder_layers", 0,
            "decoder_layers", 0,
            "processor_layers", 1));
  }

  @Test
  void messagesAlongTheEdgesOfAFileLearnHowHeatFlows() {
    Path data = directory.resolve("ring.npz");
    NpzFiles.write(Dataset.of(heat(8)).withNetwork(io.dymad.core.Network.of(RING)), data);
    Dataset read = NpzFiles.read(data);
    ModelSpec spec = messages().on(read.findNetwork().orElseThrow());
    Trajectories all = read.trajectories();
    Phase phase =
        GradientPhase.of(
            new OneStep(1), Schedule.of(600).withLearningRate(0.1).withDecayRate(0.99));
    TrainingTask task =
        new TrainingTask(
            spec.build(4, 0),
            new Split(all.select(0, 1, 2, 3, 4, 5), all.select(6, 7)),
            List.of(phase),
            ROLLOUT,
            Precision.FLOAT64);
    Training training = new Training(task, SEEDS);
    TrainingState end = training.run(training.start(), state -> {});
    Matrix learned = end.best().weights().matrix("dynamics.0.weight");
    assertThat(learned.get(0, 0)).isEqualTo(0.8, within(1e-3));
    assertThat(learned.get(0, 1)).isEqualTo(0.05, within(1e-3));

    Path file = directory.resolve("run.json");
    Checkpoints.write(spec, task, end, file);
    TrainedModel loaded = Checkpoints.loadModel(file);
    assertThat(loaded.predict(all.get(7)))
        .isEqualTo(TrainedModel.best(task, end).predict(all.get(7)));
    assertThat(loaded.predict(all.get(7)).minus(all.get(7).x()).maxAbs()).isLessThan(1e-2);
  }

  /** Two nodes that do not know of each other: z' = [[0, 1], [-1, -0.1]] z + (0, 1) u. */
  @Test
  void leastSquaresFitTheDynamicsThatAllNodesShare() {
    Matrix own = Matrix.of(new double[] {0.9, 0.2, 0}, new double[] {-0.2, 0.8, 1});
    double[][] states = new double[40][4];
    Matrix controls = Matrix.generate(40, 2, (k, j) -> Math.sin((j + 1.3) * k));
    states[0] = new double[] {1, 0, -0.5, 2};
    for (int k = 1; k < 40; k++) {
      for (int node = 0; node < 2; node++) {
        double[] before = states[k - 1];
        double[] after =
            own.times(before[2 * node], before[2 * node + 1], controls.get(k - 1, node));
        states[k][2 * node] = after[0];
        states[k][2 * node + 1] = after[1];
      }
    }
    Trajectory course = Trajectory.of(1, Matrix.of(states)).withU(controls);
    LatentModel model =
        ModelSpec.of(Map.of("name", "DGLTI", "encoder_layers", 0, "decoder_layers", 0))
            .on(io.dymad.core.Network.of(Matrix.of(new double[] {0, 1}, new double[] {1, 0})))
            .build(4, 2);
    TrainingTask task =
        new TrainingTask(
            model,
            new Split(Trajectories.of(course), Trajectories.of(course)),
            List.of(LinearSolve.full()),
            ROLLOUT,
            Precision.FLOAT64);
    Training training = new Training(task, SEEDS);
    TrainedModel trained = TrainedModel.best(task, training.next(training.start()));
    assertThat(trained.predict(course).minus(course.x()).maxAbs()).isLessThan(1e-10);
    assertThat(trained.drift().rows()).isEqualTo(4);
    assertThat(trained.drift().get(1, 0)).isEqualTo(-0.2, within(1e-10));
    assertThat(trained.drift().get(3, 2)).isEqualTo(-0.2, within(1e-10));
    assertThat(trained.drift().get(3, 0)).isZero();
    assertThat(trained.exponents().size()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GLDM", "LDMG", "GKBF", "DGKBF", "GLTI"})
  void gradientsThroughRolloutsOfGraphsAreTheirSlopes(String name) {
    LatentModel model =
        ModelSpec.of(
                Map.of(
                    "name",
                    name,
                    "hidden_dimension",
                    2,
                    "encoder_layers",
                    1,
                    "decoder_layers",
                    1,
                    "activation",
                    "tanh"))
            .on(io.dymad.core.Network.of(RING))
            .build(4, 4);
    Trajectory driven =
        heat(1).get(0).window(0, 3).withU(Matrix.generate(3, 4, (k, j) -> Math.sin(3.0 * k + j)));
    Trainer trainer = Node.of(ROLLOUT);
    Courses courses = new Courses(trainer.courses(Trajectories.of(driven), 0), 1);
    Slopes.assertGradient(
        Weights.initial(model.parameters(), SEEDS),
        (scope, bound) ->
            trainer.loss(
                model,
                bound,
                courses.batch(scope, IntStream.range(0, courses.size()).toArray()),
                Criteria.defaults()));
  }

  @Test
  void aNetworkOfDynamicsIsNoMatrix() {
    TrainingTask task =
        new TrainingTask(
            messages().on(io.dymad.core.Network.of(RING)).build(4, 0),
            new Split(heat(2), heat(1)),
            List.of(GradientPhase.of(new OneStep(1), Schedule.of(1))),
            ROLLOUT,
            Precision.FLOAT64);
    TrainedModel model = TrainedModel.best(task, new Training(task, SEEDS).start());
    assertThatIllegalArgumentException()
        .isThrownBy(model::drift)
        .withMessageContaining("not linear");
  }
}
