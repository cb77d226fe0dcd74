package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.training.TrainedModel;

/** Predicts courses by trained models, as far as these go. */
final class Forecast {
  private Forecast() {}

  /**
   * Returns what a model makes of a course, from its first state or window and under its controls;
   * NaN from where it gives no finite number.
   *
   * @param part of the data that the course is of
   * @param index of the trajectory
   * @throws IllegalArgumentException if the course is shorter than a window, has other steps than
   *     the model, or does not fit it
   */
  static Course course(TrainedModel model, String part, int index, Trajectory series) {
    Matrix times = Matrix.ofColumn(series.elapsed());
    return new Course(part, index, times, series.x(), finite(predict(model, series), series));
  }

  private static Matrix predict(TrainedModel model, Trajectory series) {
    try {
      return model.predict(series);
    } catch (ArithmeticException e) {
      // A course that cannot be integrated to its end is one of those that diverge.
      return predictStart(model, series);
    }
  }

  /** Predicts a course up to where its integration fails. */
  private static Matrix predictStart(TrainedModel model, Trajectory series) {
    Matrix known = Matrix.zeros(0, series.x().columns());
    int possible = model.transforms().x().window();
    int failing = series.steps();
    while (failing - possible > 1) {
      int middle = (possible + failing) / 2;
      try {
        known = model.predict(series.window(0, middle));
        possible = middle;
      } catch (ArithmeticException e) {
        failing = middle;
      }
    }
    return known;
  }

  /** Returns predicted states for all samples; NaN where none is known, or no finite one. */
  private static Matrix finite(Matrix states, Trajectory series) {
    return Matrix.generate(
        series.steps(),
        states.columns(),
        (k, j) ->
            k < states.rows() && Double.isFinite(states.get(k, j)) ? states.get(k, j) : Double.NaN);
  }
}
