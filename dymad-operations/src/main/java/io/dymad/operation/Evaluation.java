package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.training.TrainedModel;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Courses that a trained model was asked to predict.
 *
 * @param courses those that were asked for, in the order of the data; at least one
 * @param leftOut how many others the data have
 * @param spreads standard deviation of each state variable over the fitted samples
 * @param gamma error, in spreads, up to which a prediction is valid
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Evaluation(List<Course> courses, int leftOut, double[] spreads, double gamma) {
  private static final Set<String> UNSEEN = Set.of(TestedPiece.HELD_OUT, TestedPiece.NEW);

  Evaluation {
    courses = List.copyOf(courses);
  }

  static Evaluation of(Params params, Trajectories data, Steps steps) {
    TrainedModel model = CheckpointParameters.model(params);
    TrainedOn trainedOn = CheckpointParameters.trainedOn(params);
    CheckpointParameters.requireFit(model, data);
    List<TestedPiece> all = trainedOn.tell(data);
    String part = params.getString("part");
    List<TestedPiece> chosen = all.stream().filter(piece -> isIn(part, piece)).toList();
    if (chosen.isEmpty()) {
      throw nothing(part, all);
    }
    double[] spreads = trainedOn.spreadsArray();
    double limit = params.getDouble("diverged_above");
    List<Course> courses = new ArrayList<>();
    for (TestedPiece piece : chosen) {
      steps.next(0.05 + 0.8 * courses.size() / chosen.size(), "predict");
      Course course =
          Refusals.at(
              "params.dataset: Trajectory " + piece.trajectory(),
              () ->
                  Forecast.course(
                      model, piece.part(), piece.trajectory(), start(params, piece.series())));
      courses.add(course.endedWhereDiverged(spreads, limit));
    }
    return new Evaluation(
        courses, all.size() - chosen.size(), spreads, params.getDouble("vpt_gamma"));
  }

  private static boolean isIn(String part, TestedPiece piece) {
    return switch (part) {
      case "all" -> true;
      case "unseen" -> UNSEEN.contains(piece.part());
      default -> part.equals(piece.part());
    };
  }

  private static RuntimeException nothing(String part, List<TestedPiece> all) {
    long fitted = count(all, TestedPiece.TRAIN);
    long heldOut = count(all, TestedPiece.HELD_OUT);
    return Refusals.of(
        "params.part",
        "No course is %s: of %d the model was fitted to %d, %d chose its best weights, and %d are new. Give other data, or another part."
            .formatted(part, all.size(), fitted, heldOut, all.size() - fitted - heldOut));
  }

  private static long count(List<TestedPiece> pieces, String part) {
    return pieces.stream().filter(piece -> piece.part().equals(part)).count();
  }

  private static Trajectory start(Params params, Trajectory series) {
    if (params.get("horizon") == null) {
      return series;
    }
    return series.window(0, Math.min(series.steps(), params.getInt("horizon")));
  }

  /** Returns a figure of each course. */
  double[] each(ToDoubleFunction<Course> figure) {
    return courses.stream().mapToDouble(figure).toArray();
  }

  double inSpreads(Course course) {
    return course.inScales(spreads);
  }

  double validTime(Course course) {
    return course.validTime(spreads, gamma);
  }

  /** Returns the courses that the model does not follow to their end. */
  List<Course> diverged() {
    return courses.stream().filter(Course::isDiverged).toList();
  }

  /** Returns how many courses are of a part. */
  long count(String part) {
    return courses.stream().filter(course -> course.part().equals(part)).count();
  }

  /**
   * Returns the courses by increasing error; those that diverged are the last, the earliest last.
   */
  List<Course> byError() {
    return courses.stream()
        .sorted(
            Comparator.comparingDouble(Course::rootMeanSquare)
                .thenComparing(Comparator.comparingInt(Course::divergedAt).reversed()))
        .toList();
  }
}
