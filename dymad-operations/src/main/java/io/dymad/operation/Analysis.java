package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.training.TrainedModel;
import io.dymad.training.TrainingState;
import java.util.Arrays;
import java.util.List;

/**
 * What a training's model is worth at some point of it, with the weights that it has there.
 *
 * @param phase that asked for it, of all rounds
 * @param epochs of all phases until then
 * @param fitted errors of predictions of what is fitted
 * @param heldOut errors of predictions of what is held out
 * @param exponents of linear dynamics; empty for networks, NaN where weights are not finite
 */
record Analysis(int phase, int epochs, Errors fitted, Errors heldOut, ComplexVector exponents) {
  /** How many numbers {@link #toArray} has before the exponents. */
  private static final int FIXED = 2 + 2 * Errors.NUMBERS;

  /**
   * Errors of courses that a model predicts from their first states.
   *
   * @param mean over courses of the root mean square; NaN if one diverged
   * @param largest of these
   * @param relative error of all courses together
   * @param diverged courses that the model does not follow
   */
  record Errors(double mean, double largest, double relative, int diverged) {
    private static final int NUMBERS = 4;

    static Errors of(List<Course> courses) {
      double[] errors = courses.stream().mapToDouble(Course::rootMeanSquare).toArray();
      return new Errors(
          Summaries.mean(errors),
          Summaries.max(errors),
          Course.relativeError(courses),
          (int) courses.stream().filter(Course::isDiverged).count());
    }

    private static Errors ofArray(double[] numbers, int from) {
      return new Errors(
          numbers[from], numbers[from + 1], numbers[from + 2], (int) numbers[from + 3]);
    }
  }

  static Analysis of(TrainingPlan plan, TrainingState state, int phase) {
    TrainedModel model = plan.now(state);
    return new Analysis(
        phase,
        state.history().size(),
        errors(plan, model, TestedPiece.TRAIN, plan.data().train()),
        errors(plan, model, TestedPiece.HELD_OUT, plan.data().heldOut()),
        exponents(model));
  }

  private static Errors errors(
      TrainingPlan plan, TrainedModel model, String part, Trajectories courses) {
    return Errors.of(plan.courses(model, part, courses));
  }

  private static ComplexVector exponents(TrainedModel model) {
    if (!model.isLinear()) {
      return ComplexVector.of();
    }
    boolean finite = Arrays.stream(model.drift().toColumnMajor()).allMatch(Double::isFinite);
    return finite
        ? model.exponents()
        : ComplexVector.generate(
            model.model().latentSize(), i -> new Complex(Double.NaN, Double.NaN));
  }

  /** Returns the largest growth rate of the exponents; NaN without any. */
  double abscissa() {
    return Summaries.max(exponents.re());
  }

  /** Returns all numbers, of which {@link #ofArray} makes the same again. */
  double[] toArray() {
    double[] numbers = new double[FIXED + 2 * exponents.size()];
    numbers[0] = phase;
    numbers[1] = epochs;
    put(numbers, 2, fitted);
    put(numbers, 2 + Errors.NUMBERS, heldOut);
    System.arraycopy(exponents.re(), 0, numbers, FIXED, exponents.size());
    System.arraycopy(exponents.im(), 0, numbers, FIXED + exponents.size(), exponents.size());
    return numbers;
  }

  private static void put(double[] numbers, int from, Errors errors) {
    numbers[from] = errors.mean();
    numbers[from + 1] = errors.largest();
    numbers[from + 2] = errors.relative();
    numbers[from + 3] = errors.diverged();
  }

  static Analysis ofArray(double... numbers) {
    int exponents = (numbers.length - FIXED) / 2;
    return new Analysis(
        (int) numbers[0],
        (int) numbers[1],
        Errors.ofArray(numbers, 2),
        Errors.ofArray(numbers, 2 + Errors.NUMBERS),
        ComplexVector.generate(
            exponents, i -> new Complex(numbers[FIXED + i], numbers[FIXED + exponents + i])));
  }
}
