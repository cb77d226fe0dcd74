package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Pictures of courses and what a model makes of them.
 *
 * @param names of the state variables
 * @param levels of the state variables that courses are without, one row
 * @param time label of the axis of time
 */
record CoursePlots(List<String> names, Matrix levels, String time) {
  /** Courses in a picture of many. */
  private static final int MOST_COURSES = 10;

  /** Returns as many of the first courses as one picture shows. */
  static List<Course> few(List<Course> courses) {
    return courses.subList(0, Math.min(MOST_COURSES, courses.size()));
  }

  /**
   * Returns what stands above the picture of a course.
   *
   * @param which of several, such as {@code worst}
   * @param count of how many
   */
  static String title(String which, int count, Course course) {
    String text =
        course.isDiverged()
            ? "diverged at sample " + course.divergedAt()
            : String.format(Locale.ROOT, "rmse %.2g", course.rootMeanSquare());
    return "%s of %d courses (%s), %s".formatted(which, count, course.label(), text);
  }

  /** Draws the error over time of courses, at most one of each part in the legend. */
  Figure errors(List<Course> courses) {
    Figure.Builder figure =
        Figure.builder("Error of the model")
            .x(Axis.linear(time + " since the start"))
            .y(Axis.log("relative error"));
    for (Course course : courses) {
      figure.add(
          Line.of(course.label(), course.times().column(0), course.relativeErrors())
              .withDash(course.isTrain() ? Dash.DASHED : Dash.SOLID)
              .withColor(course.isTrain() ? 0 : 1));
    }
    return figure.build();
  }

  /** Draws the first two state variables of courses against each other. */
  Figure phase(List<Course> courses) {
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

  /** Draws the state variable of largest size over a course. */
  Figure course(Course course, String title) {
    int variable = largest(course.actual());
    double[] times = course.times().column(0);
    String name = names.get(variable);
    return Figure.builder(name + ", " + title)
        .x(Axis.linear(time))
        .y(Axis.linear(name))
        .add(Line.of("measured", times, raised(course.actual(), variable)).withColor(0))
        .add(
            Line.of("model", times, raised(course.predicted(), variable))
                .withDash(Dash.DASHED)
                .withColor(1))
        .size(7.2, 3.6)
        .build();
  }

  /** Returns a state variable with the mean that was subtracted from it. */
  private double[] raised(Matrix states, int variable) {
    double level = levels.get(0, variable);
    return DoubleStream.of(states.column(variable)).map(value -> value + level).toArray();
  }

  private static int largest(Matrix states) {
    double[] norms = states.columnNorms();
    return IntStream.range(0, norms.length)
        .reduce((a, b) -> norms[b] > norms[a] ? b : a)
        .orElseThrow();
  }
}
