package io.dymad.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import io.dymad.training.Training;
import io.dymad.training.TrainingTask;
import io.dymad.training.Weak;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An encoder that finds the function which dictionaries are given, on the same data. */
class TrainingReferenceTest {
  /** Of four seeds the worst model erred by a sixtieth of DMD's error, and its exponents by 5 %. */
  private static final SeedBundle SEEDS = SeedBundle.of(7);

  private static TrainedModel train(Split split, Rollout rollout, List<Phase> phases) {
    TrainingTask task =
        new TrainingTask(
            StatesAndOneMore.spec().build(2, 0), split, phases, rollout, Precision.FLOAT64);
    Training training = new Training(task, SEEDS);
    return TrainedModel.best(task, training.run(training.start(), state -> {}));
  }

  /** Rows of a trajectory id, the time and two states, trajectory by trajectory. */
  private static Trajectories trajectories(Matrix table, int samples) {
    List<Trajectory> items = new ArrayList<>();
    for (int from = 0; from < table.rows(); from += samples) {
      Matrix rows = table.rows(from, from + samples);
      double step = rows.get(1, 1) - rows.get(0, 1);
      items.add(Trajectory.of(step, rows.selectColumns(2, 3)));
    }
    return new Trajectories(items);
  }

  private static double relativeError(TrainedModel model, Trajectories courses) {
    double errors = 0;
    double truth = 0;
    for (Trajectory item : courses.items()) {
      errors += Math.pow(model.predict(item).minus(item.x()).frobeniusNorm(), 2);
      truth += Math.pow(item.x().frobeniusNorm(), 2);
    }
    return Math.sqrt(errors / truth);
  }

  /** A good model errs by at most a fiftieth of DMD on courses that it has not seen. */
  @Test
  void aKoopmanModelBeatsDmdFiftyfold() {
    ReferenceCase data = ReferenceCase.load("o28_training_targets");
    int samples = (int) data.number("system.samples_per_trajectory");
    Trajectories train = trajectories(data.file("train"), samples);
    Trajectories test = trajectories(data.file("test"), samples);
    Rollout rollout = new Rollout(new Rk4(1), Hold.CUBIC);
    List<Phase> phases = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      phases.add(LinearSolve.full().withLogarithm());
      phases.add(
          GradientPhase.of(
                  new Weak(9, 4, 2, 4),
                  Schedule.of(10)
                      .withLearningRate(0.03 * Math.pow(0.98, 10 * round))
                      .withDecayRate(0.98))
              .withBatchSize(48));
    }
    phases.add(
        GradientPhase.of(
                Node.of(rollout), Schedule.of(400).withLearningRate(5e-3).withDecayRate(0.99))
            .withBatchSize(11));
    Split split =
        new Split(
            new Trajectories(train.items().subList(0, 21)),
            new Trajectories(train.items().subList(21, 24)));
    TrainedModel model = train(split, rollout, phases);
    double error = relativeError(model, test);
    assertThat(error).isLessThan(0.02 * data.number("truth.baseline_dmd"));
    double[] exponents = model.exponents().re();
    Arrays.sort(exponents);
    assertThat(exponents[0]).isCloseTo(-1, withinPercentage(5));
    assertThat(exponents[2]).isCloseTo(-0.1, withinPercentage(5));
  }
}
