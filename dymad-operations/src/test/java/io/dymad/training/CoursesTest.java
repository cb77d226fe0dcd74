package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.core.Windows;
import io.dymad.models.Activation;
import io.dymad.models.CorrectedDynamics;
import io.dymad.models.Initialisation;
import io.dymad.models.LatentModel;
import io.dymad.models.Layers;
import io.dymad.models.Mlp;
import io.dymad.models.ModelSpec;
import io.dymad.models.Slopes;
import io.dymad.models.Time;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoursesTest {
  private static final double STEP = 0.1;

  /** Trajectories whose every sample is another. */
  private static Trajectories data() {
    return Trajectories.of(driven(1, 9), driven(2, 3), driven(3, 8));
  }

  private static Trajectory driven(int id, int samples) {
    Matrix states = Matrix.generate(samples, 2, (k, j) -> Math.sin(id + 0.7 * k + 2 * j));
    return Trajectory.of(STEP, states)
        .withU(Matrix.generate(samples, 1, (k, j) -> Math.cos(id + 1.3 * k)));
  }

  @Test
  void overlappingCoursesShareTheirSamplesInAnyOrder() {
    Courses courses = new Courses(Excerpts.of(data(), new Windows(4, 1)), STEP);
    assertThat(courses.size()).isEqualTo(6 + 5);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      // Starts 3, 0, 2 and 3 again of the first trajectory, 1 of the last one.
      Batch batch = courses.batch(scope, 3, 0, 7, 2, 3);
      DistinctSamples once = batch.distinct();
      assertThat(once.states().shape()).containsExactly(7 + 4, 2);
      assertThat(once.courses(once.states()).toArray()).containsExactly(batch.states().toArray());
      assertThat(once.courses(once.inputs().controls()).toArray())
          .containsExactly(batch.inputs().controls().toArray());
      assertThat(once.at(2, once.states()).toArray())
          .containsExactly(batch.states().at(1, 2).toArray());
      double[] thirds = once.sums(Matrix.of(new double[] {0, 0, 1, 0}), once.states()).toArray();
      assertThat(thirds).containsExactly(batch.states().at(1, 2).toArray());
    }
  }

  private static List<Trainer> trainersThatShareSamples() {
    return List.of(new Weak(5, 1, 2, 2), new Weak(5, 3, 2, 4), new OneStep(1), new OneStep(2));
  }

  /** A mean over windows of equal length is the mean of their means. */
  @ParameterizedTest
  @MethodSource("trainersThatShareSamples")
  void theLossOfCoursesIsTheMeanOfThoseOfEachAlone(Trainer trainer) {
    LatentModel model =
        ModelSpec.of(Map.of("name", "KBF", "hidden_dimension", 3, "activation", "tanh"))
            .build(2, 1);
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(2));
    Courses courses = new Courses(trainer.courses(data(), 0), STEP);
    int[] all = IntStream.range(0, courses.size()).toArray();
    double mean = 0;
    for (int i : all) {
      mean += loss(trainer, model, weights, courses, i) / all.length;
    }
    assertThat(loss(trainer, model, weights, courses, all)).isEqualTo(mean, within(1e-13));
  }

  private static double loss(
      Trainer trainer, LatentModel model, Weights weights, Courses courses, int... chosen) {
    return Slopes.value(
        weights,
        (scope, bound) ->
            trainer.loss(model, bound, courses.batch(scope, chosen), Criteria.defaults()));
  }

  /** x' = p x with p = 1 and -2, of which the rule of integration errs by little. */
  @Test
  void parametersGoWithTheSamplesOfTheirCourse() {
    Initialisation zeros = Initialisation.of(Initialisation.Kind.ZEROS);
    Layers layers = new Layers(1, Activation.NONE, false, zeros, zeros);
    LatentModel model =
        new CorrectedDynamics(
                1,
                0,
                (states, inputs, correction) -> states.times(inputs.parameters()).plus(correction),
                new Mlp("correction", 1, 1, 1, layers))
            .asModel(Time.CONTINUOUS);
    Trainer weak = new Weak(5, 2, 2, 4);
    Courses courses = new Courses(weak.courses(Trajectories.of(growing(1), growing(-2)), 0), STEP);
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(1));
    assertThat(loss(weak, model, weights, courses, 5, 0, 3, 2)).isLessThan(1e-7);
  }

  private static Trajectory growing(double rate) {
    return Trajectory.of(STEP, Matrix.generate(11, 1, (k, j) -> Math.exp(rate * k * STEP)))
        .withP(rate);
  }

  @Test
  void refusesWhatIsNotInATrajectory() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Excerpts.first(data(), 4))
        .withMessageContainingAll("4 samples", "trajectory of 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Excerpts(data(), 4, List.of(new Windows.Start(2, 5))))
        .withMessageContainingAll("sample 5", "trajectory of 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Excerpts.whole(data()))
        .withMessageContaining("equal lengths");
  }
}
