package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Activation;
import io.dymad.models.Dopri5;
import io.dymad.models.HiddenCorrectedDynamics;
import io.dymad.models.Hold;
import io.dymad.models.Initialisation;
import io.dymad.models.LatentModel;
import io.dymad.models.Layers;
import io.dymad.models.LinearDynamics;
import io.dymad.models.Mlp;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Slopes;
import io.dymad.models.Time;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Matrix A = Matrix.of(new double[] {0, 1}, new double[] {-1, -0.1});
  private static final double STEP = 0.1;

  /** x' = A x, exactly. */
  private static Trajectory exact(int samples) {
    Matrix map = MatrixFunctions.exp(A.times(STEP));
    double[][] rows = new double[samples][];
    rows[0] = new double[] {1, 0.5};
    for (int k = 1; k < samples; k++) {
      rows[k] = map.times(rows[k - 1]);
    }
    return Trajectory.of(STEP, Matrix.of(rows));
  }

  private static LatentModel identity(String name) {
    return ModelSpec.of(Map.of("name", name, "encoder_layers", 0, "decoder_layers", 0)).build(2, 0);
  }

  private static double loss(Trainer trainer, LatentModel model, Matrix weight, Trajectories data) {
    Weights weights =
        Weights.initial(model.parameters(), SeedBundle.of(1)).with(LinearDynamics.WEIGHT, weight);
    Courses courses = new Courses(trainer.courses(data, 0), STEP);
    return Slopes.value(
        weights,
        (scope, bound) ->
            trainer.loss(
                model,
                bound,
                courses.batch(scope, IntStream.range(0, courses.size()).toArray()),
                Criteria.defaults()));
  }

  @Test
  void theTruthHasHardlyALoss() {
    Trajectories data = Trajectories.of(exact(25));
    Matrix map = MatrixFunctions.exp(A.times(STEP));
    Rollout fine = new Rollout(new Dopri5(1e-10, 1e-10), Hold.ZOH);
    assertThat(loss(Node.of(fine), identity("LTI"), A, data)).isLessThan(1e-16);
    assertThat(loss(Node.of(fine), identity("DLTI"), map, data)).isLessThan(1e-28);
    assertThat(loss(new OneStep(1), identity("DLTI"), map, data)).isLessThan(1e-28);
  }

  /** Boole's rule errs by about 1e-4 on twelve steps of a tenth and the fourth test function. */
  @Test
  void theTruthHasTheLossOfTheRuleOfIntegrationInTheWeakForm() {
    Trajectories data = Trajectories.of(exact(25));
    Trainer weak = new Weak(13, 2, 4, 4);
    double loss = loss(weak, identity("LTI"), A, data);
    assertThat(loss).isLessThan(1e-7);
    assertThat(loss(weak, identity("LTI"), A.times(1.1), data)).isGreaterThan(1e4 * loss);
  }

  /** With F = 0 the residual of the weak form is the integral of φ x', for φ_0 = 1 - h². */
  @Test
  void theWeakFormComparesRatesWithoutDerivatives() {
    Trajectory line =
        Trajectory.of(STEP, Matrix.generate(13, 2, (k, j) -> j == 0 ? 3 * k * STEP : 0));
    double half = 6 * STEP;
    double integral = 3 * half * 4 / 3;
    double loss =
        loss(new Weak(13, 1, 1, 4), identity("LTI"), Matrix.zeros(2, 2), Trajectories.of(line));
    assertThat(loss).isEqualTo(integral * integral / 2, within(1e-12));
  }

  /** Of x = t², quotients of order 1 are off by the step, those of order 2 exact. */
  @Test
  void differenceQuotientsHaveTheOrderAskedFor() {
    Trajectory square =
        Trajectory.of(
            STEP, Matrix.generate(10, 2, (k, j) -> j == 0 ? k * STEP * k * STEP : 2 * k * STEP));
    Matrix rate = Matrix.of(new double[] {0, 1}, new double[] {0, 0});
    Trajectories data = Trajectories.of(square);
    double order1 = loss(new OneStep(1), identity("LTI"), rate, data);
    double order2 = loss(new OneStep(2), identity("LTI"), rate, data);
    assertThat(order1).isEqualTo((STEP * STEP + 4) / 2, within(1e-10));
    assertThat(order2).isEqualTo(4 / 2.0, within(1e-10));
  }

  @Test
  void gradientsOfEveryTrainerAreItsSlopes() {
    Rollout rollout = new Rollout(new Rk4(1), Hold.CUBIC);
    assertGradient(Node.of(rollout), "KBF");
    assertGradient(Node.of(rollout), "DKBF");
    assertGradient(new Weak(5, 1, 2, 2), "KBF");
    assertGradient(new OneStep(2), "KBF");
    assertGradient(new OneStep(1), "DKBF");
    assertGradient(new OneStep(1), "LDM");
  }

  private static void assertGradient(Trainer trainer, String name) {
    LatentModel model =
        ModelSpec.of(Map.of("name", name, "hidden_dimension", 3, "activation", "tanh")).build(2, 1);
    Trajectory driven = exact(7).withU(Matrix.generate(7, 1, (k, j) -> Math.sin(3.0 * k)));
    Courses courses = new Courses(trainer.courses(Trajectories.of(driven), 0), STEP);
    Slopes.assertGradient(
        Weights.initial(model.parameters(), SeedBundle.of(2)),
        (scope, bound) ->
            trainer.loss(
                model,
                bound,
                courses.batch(scope, IntStream.range(0, courses.size()).toArray()),
                Criteria.defaults()));
  }

  @Test
  void windowsStartWhereTheyAreAskedTo() {
    Trajectories data = Trajectories.of(exact(10), exact(12));
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    Node.Sweep sweep = new Node.Sweep(List.of(4, 6), 5, List.of(), false);
    Node initial = new Node(rollout, sweep, Node.Chop.initial());
    Node unfold = new Node(rollout, sweep, Node.Chop.unfold(3));
    assertThat(Node.of(rollout).courses(data, 0).samples()).isEqualTo(10);
    assertThat(initial.courses(data, 1).size()).isEqualTo(2);
    assertThat(initial.courses(data, 1).samples()).isEqualTo(6);
    assertThat(unfold.courses(data, 0).size()).isEqualTo(3 + 3);
  }

  @Test
  void aLengthIsLeftAfterItsEpochsOrBelowItsTolerance() {
    Rollout rollout = new Rollout(new Rk4(1), Hold.ZOH);
    Node skip =
        new Node(
            rollout,
            new Node.Sweep(List.of(4, 6), 5, List.of(0.1, 0.01), false),
            Node.Chop.initial());
    assertThat(skip.isOver(0, 1, 0.2)).isFalse();
    assertThat(skip.isOver(0, 1, 0.05)).isTrue();
    assertThat(skip.isOver(0, 5, 0.2)).isTrue();
    assertThat(skip.isOver(1, 9, 0.05)).isFalse();
    assertThat(skip.isOver(1, 1, 0.005)).isTrue();
    Node full =
        new Node(
            rollout,
            new Node.Sweep(List.of(4, 6), 5, List.of(0.1, 0.01), true),
            Node.Chop.initial());
    assertThat(full.isOver(0, 1, 0.05)).isFalse();
    assertThat(full.isOver(1, 5, 0.005)).isTrue();
  }

  private static LatentModel remembering() {
    Initialisation zeros = Initialisation.of(Initialisation.Kind.ZEROS);
    Layers layers = new Layers(1, Activation.NONE, false, zeros, zeros);
    return new HiddenCorrectedDynamics(
            2,
            0,
            (states, inputs, correction) -> correction,
            new Mlp("hidden", 3, 1, 1, layers),
            new Mlp("correction", 3, 2, 1, layers))
        .asModel(Time.CONTINUOUS);
  }

  @Test
  void refusesWhatCannotBeTrained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weak.defaults().check(identity("DLTI")))
        .withMessageContainingAll("discrete time", "NODE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneStep(2).check(identity("DLTI")))
        .withMessageContaining("order (2)");
    assertThatIllegalArgumentException().isThrownBy(() -> new Weak(12, 1, 2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weak.defaults().check(remembering()))
        .withMessageContainingAll("hidden variables", "NODE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneStep(1).check(remembering()))
        .withMessageContaining("hidden variables");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Node.Sweep(List.of(4, 6), 0, List.of(), false))
        .withMessageContaining("epochs (0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Node.Sweep(List.of(4, 6), 1, List.of(0.1), false))
        .withMessageContaining("tolerances");
  }
}
