package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import java.util.List;
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
  /** Draws the error over time of courses, at most one of each part in the legend. */
  Figure errors(List<Course> courses) {
    Figure.Builder figure =
        Figure.builder("Error of the model")
            .x(Axis.linear(time + " since the start"))
            .y(Axis.log("relative error"));
    for (Course course : courses) {
      figure.add(
          Line.of(
                  course.isTrain() ? "fitted" : "held out",
                  course.times().column(0),
                  course.relativeErrors())
              .withDash(course.isTrain() ? Dash.DASHED : Dash.SOLID)
              .withColor(course.isTrain() ? 0 : 1));
    }
    return figure.build();
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
