package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.metalab.api.Capture;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a kernel machine's forecasts. */
final class KrrPlots {
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
    all.addAll(CoursePlots.few(judgement.heldOut()));
    Plots.capture(capture, "errors", plots.errors(all));
    captureCourse(capture, "median", byError.get((byError.size() - 1) / 2));
    captureCourse(capture, "worst", byError.get(byError.size() - 1));
    if (names.size() > 1) {
      Plots.capture(capture, "phase", plots.phase(CoursePlots.few(byError)));
    }
  }

  private void captureCourse(Capture capture, String which, Course course) {
    String title = CoursePlots.title(which, judgement.shown().size(), course);
    Plots.capture(capture, "course_" + which, plots.course(course, title));
  }
}
