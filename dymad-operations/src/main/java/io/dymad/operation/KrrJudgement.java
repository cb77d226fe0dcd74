package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How good a kernel machine is: its own first course, and those that were held out.
 *
 * @param own the first fitted course
 * @param heldOut the others
 * @param spreads standard deviation of each state variable over the fitted samples
 * @param gamma error, in spreads, up to which a forecast is valid
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record KrrJudgement(Course own, List<Course> heldOut, double[] spreads, double gamma) {
  static KrrJudgement of(Params params, KrrFit fit, Steps steps) {
    Course own = fit.course("train", 0, fit.train().get(0));
    List<Course> heldOut = new ArrayList<>();
    if (fit.heldOut().isPresent()) {
      Trajectories all = fit.heldOut().get();
      for (int i = 0; i < all.size(); i++) {
        int index = i;
        steps.next(0.5 + 0.4 * i / all.size(), "forecast");
        heldOut.add(
            Refusals.at(
                "params.delay: The held-out part",
                () -> fit.course("held_out", index, all.get(index))));
      }
    }
    return new KrrJudgement(own, heldOut, fit.spreads(), params.getDouble("vpt_gamma"));
  }

  /** Returns a figure of each held-out course. */
  double[] each(ToDoubleFunction<Course> figure) {
    return heldOut.stream().mapToDouble(figure).toArray();
  }

  /** Returns the root mean square of the errors of a course, each in spreads of its variable. */
  double inSpreads(Course course) {
    return course.inScales(spreads);
  }

  double validTime(Course course) {
    return course.validTime(spreads, gamma);
  }

  /** Returns the held-out courses, or the fitted one if there are none. */
  List<Course> shown() {
    return heldOut.isEmpty() ? List.of(own) : heldOut;
  }

  /** Returns the courses to be shown by increasing error; those that diverged are the last. */
  List<Course> byError() {
    return shown().stream().sorted(Comparator.comparingDouble(Course::rootMeanSquare)).toList();
  }
}
