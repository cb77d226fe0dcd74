package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.api.Capture;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pictures of a kernel machine's forecasts. */
final class KrrPlots {
  /** Courses in a picture of many. */
  private static final int MOST_COURSES = 10;

  private final List<String> names;
  private final KrrJudgement judgement;
  private final CoursePlots plots;

  KrrPlots(List<String> names, KrrJudgement judgement) {
    this.names = List.copyOf(names);
    this.judgement = judgement;
    this.plots = new CoursePlots(names, Matrix.zeros(1, names.size()), "time");
  }

  void capture(Capture capture) {
    List<Course> byError = judgement.byError();
    List<Course> all = new ArrayList<>(List.of(judgement.own()));
    all.addAll(few(judgement.heldOut()));
    Plots.capture(capture, "errors", plots.errors(all));
    captureCourse(capture, "median", byError.get((byError.size() - 1) / 2));
    captureCourse(capture, "worst", byError.get(byError.size() - 1));
    if (names.size() > 1) {
      Plots.capture(capture, "phase", phase(few(byError)));
    }
  }

  private static List<Course> few(List<Course> courses) {
    return courses.subList(0, Math.min(MOST_COURSES, courses.size()));
  }

  private void captureCourse(Capture capture, String which, Course course) {
    String title =
        String.format(
            Locale.ROOT,
            "%s of %d %s courses, rmse %.2g",
            which,
            judgement.shown().size(),
            course.isTrain() ? "fitted" : "held-out",
            course.rootMeanSquare());
    Plots.capture(capture, "course_" + which, plots.course(course, title));
  }

  private Figure phase(List<Course> courses) {
    Figure.Builder figure =
        Figure.builder("Courses and their forecasts")
            .x(Axis.linear(names.get(0)))
            .y(Axis.linear(names.get(1)))
            .size(Plots.SQUARE_INCHES, Plots.SQUARE_INCHES);
    for (Course course : courses) {
      figure.add(line("measured", course.actual()).withColor(0));
    }
    for (Course course : courses) {
      figure.add(line("model", course.predicted()).withDash(Dash.DASHED).withColor(1));
    }
    return figure.build();
  }

  private static Line line(String name, Matrix states) {
    return Line.of(name, states.column(0), states.column(1));
  }
}
