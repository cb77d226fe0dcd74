package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Hold;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.transforms.SavitzkyGolay;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trajectories to fit that grow by 1.1, 1.2 and 1.3 a step. */
class DataPhaseTest {
  private static final LatentModel LINEAR =
      ModelSpec.of(Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0)).build(1, 0);

  private static Trajectory growing(double factor, int samples) {
    return Trajectory.of(1, Matrix.generate(samples, 1, (k, j) -> Math.pow(factor, k)));
  }

  private static final Trajectories FITTED =
      Trajectories.of(growing(1.1, 9), growing(1.2, 7), growing(1.3, 9));

  private static TrainingTask task(Phase... phases) {
    return new TrainingTask(
        LINEAR,
        new Split(FITTED, Trajectories.of(growing(1.1, 5))),
        List.of(phases),
        new Rollout(new Rk4(1), Hold.ZOH),
        Precision.FLOAT64);
  }

  private static TrainingState run(TrainingTask task) {
    Training training = new Training(task, SeedBundle.of(1));
    return training.run(training.start(), state -> {});
  }

  @Test
  void aContextIsThePartThatLaterPhasesAreFittedTo() {
    TrainingState end = run(task(new Context(1, 4), LinearSolve.full()));
    assertThat(end.weights().matrix("dynamics.weight").get(0, 0)).isEqualTo(1.1, within(1e-12));
    assertThat(end.history()).hasSize(1);
    assertThat(end.best().loss()).isLessThan(1e-20);
  }

  @Test
  void aContextStartsFromTheOriginalTrajectories() {
    TrainingTask task = task(new Context(1, 4), Context.all(), new Context(2, 8));
    assertThat(task.fitted(0)).isEqualTo(FITTED);
    assertThat(task.fitted(1).items()).containsExactly(FITTED.get(0).window(0, 4));
    assertThat(task.fitted(2)).isEqualTo(FITTED);
    assertThat(task.fitted(3).items()).containsExactly(FITTED.get(0).window(0, 8), FITTED.get(1));
  }

  @Test
  void smoothingAddsUpAndLeavesPolynomialsOfItsOrder() {
    SavitzkyGolay means = new SavitzkyGolay(3, 0);
    TrainingTask task = task(new Smooth(means), new Smooth(means), new Context(0, 0));
    Matrix once = means.smooth(FITTED.get(2).x());
    assertThat(task.fitted(1).get(2).x()).isEqualTo(once);
    assertThat(task.fitted(2).get(2).x()).isEqualTo(means.smooth(once));
    assertThat(task.fitted(3)).isEqualTo(FITTED);
    assertThat(task.data().heldOut().get(0)).isEqualTo(growing(1.1, 5));
  }

  @Test
  void gradientsAndLeastSquaresSeeWhatThePhasesBeforeMadeOfTheData() {
    Phase gradients =
        GradientPhase.of(new OneStep(1), new Schedule(Optimizer.Kind.SGD, 1, 1e-300, 1, 0));
    TrainingState end = run(task(LinearSolve.full(), gradients, new Context(1, 4), gradients));
    double factor = end.weights().matrix("dynamics.weight").get(0, 0);
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      double wrong = (factor - 1.1) * Math.pow(1.1, k);
      expected += wrong * wrong / 3;
    }
    assertThat(end.history()).extracting(Epoch::phase).containsExactly(0, 1, 3);
    assertThat(end.history().get(2).trainLoss()).isEqualTo(expected, within(1e-12));
    assertThat(end.history().get(1).trainLoss()).isNotCloseTo(expected, within(1e-4));
  }

  @Test
  void goingOnFromAnyStateGivesTheSameNumbers() {
    GradientPhase node =
        GradientPhase.of(Node.of(new Rollout(new Rk4(1), Hold.ZOH)), Schedule.of(2));
    TrainingTask task =
        task(
            node, new Smooth(new SavitzkyGolay(3, 1)), node, new Export(Export.Kind.SUMMARY), node);
    Training training = new Training(task, SeedBundle.of(1));
    List<TrainingState> states = new ArrayList<>();
    TrainingState end = training.run(training.start(), states::add);
    assertThat(states).hasSize(2 + 1 + 2 + 1 + 2);
    for (TrainingState state : states) {
      TrainingState again = new Training(task, SeedBundle.of(1)).run(state, ignored -> {});
      assertThat(again.weights().values()).containsExactly(end.weights().values());
      assertThat(again.history()).isEqualTo(end.history());
    }
  }

  @Test
  void theBestWeightsAreThoseOfTheCriteriaAskedFor() {
    Criteria absolute = new Criteria(new Loss.MeanAbsolute(), 2, new Loss.MeanSquare(), 0);
    TrainingTask task = task(LinearSolve.full()).judgedBy(absolute);
    TrainingState end = run(task);
    double factor = end.weights().matrix("dynamics.weight").get(0, 0);
    double expected = 0;
    for (int k = 1; k < 5; k++) {
      expected += 2 * Math.abs(Math.pow(factor, k) - Math.pow(1.1, k)) / 4;
    }
    assertThat(end.history().get(0).validLoss()).isEqualTo(expected, within(1e-12));
  }

  @Test
  void refusesDataThatLaterPhasesCannotBeFittedTo() {
    assertRefused("phases.0", "shorter", new Smooth(new SavitzkyGolay(9, 2)));
    assertRefused("phases.0", "only 3 trajectories", new Context(4, 0));
    Phase node =
        GradientPhase.of(
            new Node(
                new Rollout(new Rk4(1), Hold.ZOH),
                new Node.Sweep(List.of(6), 0, List.of(), false),
                Node.Chop.initial()),
            Schedule.of(1));
    assertThat(task(node).phases()).hasSize(1);
    assertRefused("phases.1", "6 samples", new Context(0, 5), node);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Context(-1, 0))
        .withMessageContaining("(-1)");
  }

  private static void assertRefused(String path, String why, Phase... phases) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(phases))
        .withMessageContainingAll(path, why);
  }
}
