package io.dymad.training;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Root mean squares of errors of predicted courses, as the model is given them.
 *
 * @param rmse one for each course; infinite where a prediction is not finite
 */
record HeldOutErrors(List<Double> rmse) {
  HeldOutErrors {
    rmse = List.copyOf(rmse);
  }

  static HeldOutErrors of(TrainedModel model, List<Trajectory> courses) {
    return new HeldOutErrors(courses.stream().map(course -> error(model, course)).toList());
  }

  private static double error(TrainedModel model, Trajectory course) {
    try {
      Matrix wrong = model.predict(course).minus(course.x());
      double error = wrong.frobeniusNorm() / Math.sqrt((double) wrong.rows() * wrong.columns());
      return Double.isFinite(error) ? error : Double.POSITIVE_INFINITY;
    } catch (ArithmeticException e) {
      // A course that cannot be integrated has no finite error.
      return Double.POSITIVE_INFINITY;
    }
  }

  double[] toArray() {
    return rmse.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double mean() {
    return Arrays.stream(toArray()).average().orElseThrow();
  }

  /** Returns the standard deviation of all courses, divided by their number. */
  double deviation() {
    double mean = mean();
    return Math.sqrt(
        Arrays.stream(toArray()).map(e -> (e - mean) * (e - mean)).average().orElseThrow());
  }

  double median() {
    double[] sorted = toArray();
    Arrays.sort(sorted);
    int size = sorted.length;
    return size % 2 == 1
        ? sorted[size / 2]
        : sorted[size / 2 - 1] + (sorted[size / 2] - sorted[size / 2 - 1]) / 2;
  }
}
