package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A course and what a model makes of it.
 *
 * @param part {@code train}, {@code held_out} or {@code new}
 * @param index of the trajectory in its part, or in the data it was read from
 * @param times since its first sample
 * @param actual states, one sample in each row
 * @param predicted the same shape; NaN where the model gives nothing
 */
record Course(String part, int index, Matrix times, Matrix actual, Matrix predicted) {
  /** Error, in spreads of the fitted states, from which on a course counts as diverged. */
  static final double DIVERGED_SPREADS = 100;

  boolean isTrain() {
    return part.equals("train");
  }

  /** Returns the part as it is told to people. */
  String label() {
    return isTrain() ? "fitted" : part.replace('_', ' ');
  }

  /**
   * Returns this course without what is predicted from the sample on at which the model diverges:
   * where it gives no number, or the error reaches a limit.
   *
   * @param scales of the state variables, each above 0
   * @param limit root mean square over the variables of errors in these scales
   */
  Course endedWhereDiverged(double[] scales, double limit) {
    int end = samplesWithin(scales, limit);
    Matrix kept =
        Matrix.generate(
            predicted.rows(),
            predicted.columns(),
            (k, j) -> k < end ? predicted.get(k, j) : Double.NaN);
    return new Course(part, index, times, actual, kept);
  }

  /**
   * Returns the sample from which on the model gives nothing; that after the last if there is none.
   */
  int divergedAt() {
    int k = 0;
    while (k < predicted.rows() && Arrays.stream(predicted.row(k)).allMatch(Double::isFinite)) {
      k++;
    }
    return k;
  }

  /** Returns how many samples at the start have errors below a limit. */
  private int samplesWithin(double[] scales, double limit) {
    for (int k = 0; k < actual.rows(); k++) {
      double sum = 0;
      for (int j = 0; j < scales.length; j++) {
        double error = (predicted.get(k, j) - actual.get(k, j)) / scales[j];
        sum += error * error;
      }
      if (!(Math.sqrt(sum / scales.length) < limit)) {
        return k;
      }
    }
    return actual.rows();
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
    int samples = samplesWithin(scales, limit);
    return times.get(Math.min(samples, times.rows() - 1), 0);
  }

  /** Returns the root mean square of the errors, each in the scale of its variable. */
  double inScales(double[] scales) {
    double sum = 0;
    for (int j = 0; j < scales.length; j++) {
      double norm = predicted.columns(j, j + 1).minus(actual.columns(j, j + 1)).frobeniusNorm();
      sum += norm * norm / (scales[j] * scales[j]);
    }
    return Math.sqrt(sum / (scales.length * actual.rows()));
  }

  /** Returns the mean of the modulus of the error over all entries. */
  double meanAbsolute() {
    double[] errors = predicted.minus(actual).toColumnMajor();
    return Arrays.stream(errors).map(Math::abs).average().orElse(Double.NaN);
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

  /** Returns courses as arrays, one below the other. */
  static Map<String, ?> arrays(List<Course> courses) {
    double[] lengths = courses.stream().mapToDouble(course -> course.times.rows()).toArray();
    return new ComplexArrays()
        .put("t", stack(courses, Course::times))
        .put("x", stack(courses, Course::actual))
        .put("predicted", stack(courses, Course::predicted))
        .put("lengths", lengths)
        .asMap();
  }

  private static Matrix stack(List<Course> courses, Function<Course, Matrix> part) {
    return Matrix.stack(courses.stream().map(part).toArray(Matrix[]::new));
  }
}
