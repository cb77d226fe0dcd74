package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Activation;
import io.dymad.models.CorrectedDynamics;
import io.dymad.models.Dopri5;
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
import io.dymad.torch.Precision;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final SeedBundle SEEDS = SeedBundle.of(21);
  private static final Rollout ROLLOUT = new Rollout(new Rk4(1), Hold.ZOH);

  /** x_(k+1) = .9 x_k, from five starts. */
  private static Split data() {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      double start = i - 1.5;
      items.add(Trajectory.of(1, Matrix.generate(8, 1, (k, j) -> start * Math.pow(0.9, k))));
    }
    Trajectories all = new Trajectories(items);
    return new Split(all.select(0, 1, 2, 3), all.select(4));
  }

  private static final LatentModel SMALL =
      ModelSpec.of(
              Map.of(
                  "name",
                  "DKBF",
                  "koopman_dimension",
                  2,
                  "hidden_dimension",
                  3,
                  "activation",
                  "tanh"))
          .build(1, 0);

  private static final LatentModel LINEAR =
      ModelSpec.of(Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0)).build(1, 0);

  private static TrainingTask task(LatentModel model, Phase... phases) {
    return new TrainingTask(model, data(), List.of(phases), ROLLOUT, Precision.FLOAT64);
  }

  private static GradientPhase node(int epochs) {
    return GradientPhase.of(Node.of(ROLLOUT), Schedule.of(epochs).withLearningRate(1e-2));
  }

  private static TrainingState run(TrainingTask task) {
    Training training = new Training(task, SEEDS);
    return training.run(training.start(), state -> {});
  }

  private static final TrainingTask SEVERAL =
      task(
          SMALL,
          node(4).withBatchSize(3),
          LinearSolve.full(),
          node(3).withBatchSize(2).withClip(0.1));

  @Test
  void theSameSeedsGiveTheSameNumbers() {
    TrainingState first = run(SEVERAL);
    TrainingState second = run(SEVERAL);
    assertThat(second.weights().values()).containsExactly(first.weights().values());
    assertThat(second.history()).isEqualTo(first.history());
    Training other = new Training(SEVERAL, SeedBundle.of(22));
    assertThat(other.start().weights().values())
        .isNotEqualTo(new Training(SEVERAL, SEEDS).start().weights().values());
  }

  @Test
  void goingOnFromAnyStateGivesTheSameNumbers() {
    Training training = new Training(SEVERAL, SEEDS);
    List<TrainingState> states = new ArrayList<>();
    TrainingState end = training.run(training.start(), states::add);
    assertThat(states).hasSize(4 + 1 + 3);
    for (TrainingState state : states) {
      TrainingState again = new Training(SEVERAL, SEEDS).run(state, ignored -> {});
      assertThat(again.weights().values()).containsExactly(end.weights().values());
      assertThat(again.history()).isEqualTo(end.history());
      assertThat(again.best().weights().values()).containsExactly(end.best().weights().values());
    }
  }

  @Test
  void phasesFollowEachOtherToTheEnd() {
    TrainingState end = run(SEVERAL);
    assertThat(end.history()).extracting(Epoch::phase).containsExactly(0, 0, 0, 0, 1, 2, 2, 2);
    assertThat(end.history()).extracting(Epoch::epoch).containsExactly(0, 1, 2, 3, 0, 0, 1, 2);
    assertThat(end.cursor().phase()).isEqualTo(3);
    assertThat(new Training(SEVERAL, SEEDS).isDone(end)).isTrue();
  }

  @Test
  void theBestWeightsAreThoseWithTheLowestLossOfHeldOutRolloutsOfAllPhases() {
    TrainingState end = run(SEVERAL);
    double lowest = end.history().stream().mapToDouble(Epoch::validLoss).min().orElseThrow();
    assertThat(end.best().loss()).isLessThanOrEqualTo(lowest);
    Epoch best =
        end.history().stream().filter(e -> e.validLoss() == lowest).findFirst().orElseThrow();
    assertThat(end.best().phase()).isEqualTo(best.phase());
    assertThat(end.best().epoch()).isEqualTo(best.epoch());
  }

  @Test
  void aSolveAtTheEndCountsForTheBestWeights() {
    TrainingTask task = task(LINEAR, node(2), LinearSolve.full());
    TrainingState end = run(task);
    assertThat(end.best().phase()).isEqualTo(1);
    assertThat(end.best().loss()).isLessThan(1e-28);
    assertThat(TrainedModel.best(task, end).drift().get(0, 0))
        .isCloseTo(0.9, org.assertj.core.api.Assertions.within(1e-14));
  }

  @Test
  void theLearningRateDecaysToItsLeastValue() {
    Schedule schedule = new Schedule(Optimizer.Kind.SGD, 4, 0.01, 0.5, 0.003);
    TrainingState end = run(task(SMALL, GradientPhase.of(Node.of(ROLLOUT), schedule)));
    assertThat(end.history())
        .extracting(Epoch::learningRate)
        .containsExactly(0.01, 0.005, 0.003, 0.003);
  }

  @Test
  void aPhaseEndsWhenItsPatienceIsUsedUp() {
    Schedule still = new Schedule(Optimizer.Kind.SGD, 50, 1e-300, 1, 0);
    TrainingState end = run(task(SMALL, GradientPhase.of(Node.of(ROLLOUT), still).withPatience(3)));
    assertThat(end.history()).hasSize(3);
  }

  @Test
  void lengthsOfASweepFollowEachOther() {
    Node sweep =
        new Node(
            ROLLOUT, new Node.Sweep(List.of(2, 4, 8), 2, List.of(), false), Node.Chop.unfold(2));
    List<Integer> stages = new ArrayList<>();
    Training training = new Training(task(SMALL, GradientPhase.of(sweep, Schedule.of(7))), SEEDS);
    training.run(training.start(), state -> stages.add(state.cursor().stage()));
    assertThat(stages).containsExactly(0, 1, 1, 2, 2, 2, 0);
  }

  @Test
  void aStepThatIsTooLongIsReportedWithItsPlace() {
    Schedule wild = new Schedule(Optimizer.Kind.SGD, 50, 1e6, 1, 0);
    TrainingTask task = task(SMALL, LinearSolve.full(), GradientPhase.of(Node.of(ROLLOUT), wild));
    Training training = new Training(task, SEEDS);
    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> training.run(training.start(), state -> {}))
        .withMessageContainingAll("phase 1, epoch", "smaller learning rate")
        .satisfies(
            divergence -> {
              assertThat(divergence.phase()).isEqualTo(1);
              assertThat(divergence.step()).isEqualTo(divergence.epoch() + 1L).isGreaterThan(1);
            });
  }

  @Test
  void anIntegrationThatFailsIsADivergenceWithItsCause() {
    Initialisation zeros = Initialisation.of(Initialisation.Kind.ZEROS);
    LatentModel explosion =
        new CorrectedDynamics(
                1,
                0,
                (states, inputs, correction) -> states.square().times(1e9).plus(correction),
                new Mlp("term", 1, 1, 1, new Layers(1, Activation.NONE, false, zeros, zeros)))
            .asModel(Time.CONTINUOUS);
    Rollout adaptive = new Rollout(new Dopri5(1e-6, 1e-6), Hold.ZOH);
    Phase phase = GradientPhase.of(Node.of(adaptive), Schedule.of(1));
    Training training = new Training(task(explosion, phase), SEEDS);
    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> training.next(training.start()))
        .withMessageContainingAll("phase 0, epoch 0, step 1", "too fast")
        .withCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void refusesATaskThatDoesNotFitBeforeTheFirstEpoch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(SMALL, node(1), GradientPhase.of(Weak.defaults(), Schedule.of(1))))
        .withMessageContainingAll("phases.1", "discrete time");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> task(SMALL, GradientPhase.of(Node.of(ROLLOUT), Schedule.of(1)), tooLong()))
        .withMessageContainingAll("phases.1", "100 samples", "8");
    LatentModel two = ModelSpec.of(Map.of("name", "DKBF")).build(2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(two, node(1)))
        .withMessageContainingAll("2 states and 1 controls", "1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(SMALL))
        .withMessageContaining("phase");
  }

  private static Phase tooLong() {
    return GradientPhase.of(
        new Node(ROLLOUT, new Node.Sweep(List.of(100), 0, List.of(), false), Node.Chop.initial()),
        Schedule.of(1));
  }
}
