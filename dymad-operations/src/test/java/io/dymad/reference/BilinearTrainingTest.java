package io.dymad.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Hold;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.StatesAndOneMore;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.training.GradientPhase;
import io.dymad.training.LinearSolve;
import io.dymad.training.Node;
import io.dymad.training.Phase;
import io.dymad.training.Schedule;
import io.dymad.training.TrainedModel;
import io.dymad.training.Trainer;
import io.dymad.training.Training;
import io.dymad.training.TrainingTask;
import io.dymad.training.Weak;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Models of x' = -.2 x + u x, y' = -1.2 (y - x²) + .7 u that are to predict the courses of the
 * reference, whose controls and starts they have not seen. The encoder has to find x² by itself.
 */
class BilinearTrainingTest {
  private static final double STEP = 0.05;
  private static final int SAMPLES = 81;
  private static final Rollout ROLLOUT = new Rollout(new Rk4(1), Hold.CUBIC);

  private static double control(double amplitude, double frequency, double t) {
    return amplitude * Math.sin(frequency * t) + 0.2 * Math.cos(2.5 * t);
  }

  private static double[] rates(double[] z, double u) {
    return new double[] {-0.2 * z[0] + u * z[0], -1.2 * (z[1] - z[0] * z[0]) + 0.7 * u};
  }

  private static double[] moved(double[] z, double[] rates, double h) {
    return new double[] {z[0] + h * rates[0], z[1] + h * rates[1]};
  }

  /** A course by steps so small that they err by less than 1e-8. */
  private static Trajectory course(double x, double y, double amplitude, double frequency) {
    int substeps = 8;
    double h = STEP / substeps;
    double[][] states = new double[SAMPLES][];
    double[] z = {x, y};
    for (int k = 0; k < SAMPLES; k++) {
      states[k] = z;
      for (int i = 0; i < substeps; i++) {
        double t = k * STEP + i * h;
        double middle = control(amplitude, frequency, t + h / 2);
        double[] k1 = rates(z, control(amplitude, frequency, t));
        double[] k2 = rates(moved(z, k1, h / 2), middle);
        double[] k3 = rates(moved(z, k2, h / 2), middle);
        double[] k4 = rates(moved(z, k3, h), control(amplitude, frequency, t + h));
        z = moved(moved(moved(moved(z, k1, h / 6), k2, h / 3), k3, h / 3), k4, h / 6);
      }
    }
    Matrix controls =
        Matrix.generate(SAMPLES, 1, (k, j) -> control(amplitude, frequency, k * STEP));
    return Trajectory.of(STEP, Matrix.of(states)).withU(controls);
  }

  private static Trajectories courses(int count, long seed) {
    RandomGenerator random = SeedBundle.of(seed).stream("data");
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(
          course(
              2.4 * random.nextDouble() - 1.2,
              2 * random.nextDouble() - 1,
              1.2 * random.nextDouble() - 0.6,
              0.7 + 2.3 * random.nextDouble()));
    }
    return new Trajectories(items);
  }

  /** Least squares and gradients by turns. */
  private static TrainedModel train(int rounds, Trainer trainer, Schedule schedule, int batchSize) {
    List<Phase> phases = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      phases.add(LinearSolve.full());
      phases.add(GradientPhase.of(trainer, schedule).withBatchSize(batchSize));
    }
    TrainingTask task =
        new TrainingTask(
            StatesAndOneMore.spec().build(2, 1),
            new Split(courses(24, 100), courses(8, 200)),
            phases,
            ROLLOUT,
            Precision.FLOAT64);
    Training training = new Training(task, SeedBundle.of(3));
    return TrainedModel.best(task, training.run(training.start(), state -> {}));
  }

  /** The root of the mean square of all errors in the courses of the reference. */
  private static double error(TrainedModel model) {
    Matrix table = ReferenceCase.load("o26_bilinear_control").file("D");
    double sum = 0;
    for (int from = 0; from < table.rows(); from += SAMPLES) {
      Matrix rows = table.rows(from, from + SAMPLES);
      Trajectory course = Trajectory.of(STEP, rows.columns(2, 4)).withU(rows.columns(4, 5));
      sum += Math.pow(model.predict(course).minus(course.x()).frobeniusNorm(), 2);
    }
    return Math.sqrt(sum / (2 * table.rows()));
  }

  @Test
  void theWeakFormLearnsAModelThatPredictsUnderControlsItHasNotSeen() {
    Schedule schedule = Schedule.of(6).withLearningRate(0.02).withDecayRate(0.9);
    assertThat(error(train(8, new Weak(9, 4, 2, 4), schedule, 24))).isLessThan(0.03);
  }

  @Test
  void rolloutsLearnAModelThatPredictsUnderControlsItHasNotSeen() {
    Node windows =
        new Node(ROLLOUT, new Node.Sweep(List.of(5), 0, List.of(), false), Node.Chop.unfold(8));
    Schedule schedule = Schedule.of(5).withLearningRate(0.01).withDecayRate(0.9);
    assertThat(error(train(4, windows, schedule, 16))).isLessThan(0.03);
  }
}
