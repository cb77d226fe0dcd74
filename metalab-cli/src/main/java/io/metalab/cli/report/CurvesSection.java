package io.metalab.cli.report;

import io.metalab.cli.terminal.Show;
import io.metalab.core.chart.CurveChart;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.stats.MarginalEffect;
import io.metalab.core.where.FieldNames;
import java.util.List;

/** The goal's metric over steps, or another series if there is none of it. */
final class CurvesSection {
  private static final int MOST_RUNS = 2_000;
  private static final int MOST_CURVES = 8;

  private CurvesSection() {}

  static void write(ReportSubject subject, Html html) {
    FrameQuery runs = subject.runs().where("record.status == 'success'");
    List<String> names = subject.series();
    if (names.isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Curves", "id", "curves");
    if (runs.count() > MOST_RUNS) {
      html.element(
          "p",
          "The series of %s are not read for a report; metalab plot curves draws some of them."
              .formatted(Show.count(runs.count(), "run")));
    } else {
      String goal = subject.goal().metric();
      String name = names.contains(goal) ? goal : names.get(0);
      List<String> by = by(subject, runs);
      String title = by.isEmpty() ? name : name + " by " + FieldNames.bare(by.get(0));
      HtmlTables.figure(
          html,
          CurveChart.of(subject.store(), runs, List.of(name), by, subject.titled(title)).figure());
    }
    html.close();
  }

  /** Of more configurations than are told apart at a glance, the param that matters most stays. */
  private static List<String> by(ReportSubject subject, FrameQuery runs) {
    int configurations = runs.groupBy(subject.swept()).aggregate("record.attempt").size();
    return configurations <= MOST_CURVES
        ? List.of()
        : subject.effects().stream().map(MarginalEffect::field).limit(1).toList();
  }
}
