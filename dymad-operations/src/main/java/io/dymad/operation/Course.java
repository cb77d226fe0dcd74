package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A course and what a model makes of it.
 *
 * @param part {@code train} or {@code held_out}
 * @param index of the trajectory in its part
 * @param times since its first sample
 * @param actual states, one sample in each row
 * @param predicted the same shape; NaN where the model gives nothing
 */
record Course(String part, int index, Matrix times, Matrix actual, Matrix predicted) {
  boolean isTrain() {
    return part.equals("train");
  }

  /** Returns the error at each sample, relative to the root mean square of the course. */
  double[] relativeErrors() {
    double scale = actual.frobeniusNorm() / Math.sqrt(actual.rows());
    double[] errors = predicted.minus(actual).adjoint().columnNorms();
    Arrays.setAll(errors, k -> errors[k] / scale);
    return errors;
  }

  double errorNorm() {
    return predicted.minus(actual).frobeniusNorm();
  }

  /** Returns the root of the mean square of the error over all entries. */
  double rootMeanSquare() {
    return errorNorm() / Math.sqrt(actual.rows() * actual.columns());
  }

  /** Returns whether the model gives no state at some sample. */
  boolean isDiverged() {
    return Double.isNaN(errorNorm());
  }

  /**
   * Returns the time up to which the error, each variable measured by its own scale, has a root
   * mean square below a limit: the whole course if it always has.
   *
   * @param scales one for each variable, above 0
   */
  double validTime(double[] scales, double limit) {
    for (int k = 0; k < actual.rows(); k++) {
      double sum = 0;
      for (int j = 0; j < scales.length; j++) {
        double error = (predicted.get(k, j) - actual.get(k, j)) / scales[j];
        sum += error * error;
      }
      if (!(Math.sqrt(sum / scales.length) < limit)) {
        return times.get(k, 0);
      }
    }
    return times.get(times.rows() - 1, 0);
  }

  /** Returns the relative error of courses together; NaN if there is none. */
  static double relativeError(List<Course> courses) {
    double error = 0;
    double norm = 0;
    for (Course course : courses) {
      error = Math.hypot(error, course.errorNorm());
      norm = Math.hypot(norm, course.actual.frobeniusNorm());
    }
    return error / norm;
  }

  /** Returns the relative error at each sample of courses as a table. */
  static CsvTable errorTable(List<Course> courses) {
    List<List<Object>> rows = new ArrayList<>();
    for (Course course : courses) {
      double[] errors = course.relativeErrors();
      for (int k = 0; k < errors.length; k++) {
        rows.add(List.of(course.part, course.index, course.times.get(k, 0), errors[k]));
      }
    }
    return CsvTable.of(List.of("part", "trajectory", "time", "relative_error"), rows);
  }
}
