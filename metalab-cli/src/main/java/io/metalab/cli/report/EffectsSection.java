package io.metalab.cli.report;

import io.metalab.capture.plot.Figure;
import io.metalab.cli.terminal.Show;
import io.metalab.core.chart.EffectChart;
import io.metalab.core.chart.ScatterChart;
import io.metalab.core.stats.MarginalEffect;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the goal's metric changes with each param. */
final class EffectsSection {
  private static final int MOST_EFFECTS = 12;

  private EffectsSection() {}

  static void write(ReportSubject subject, Html html) {
    String metric = subject.goal().metric();
    List<MarginalEffect> effects = subject.effects();
    if (subject.swept().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Effects", "id", "effects");
    html.element(
        "p",
        ("Mean %s by each param over all values of the others, with 95 %% intervals. The share is"
                + " that of the variance of %s which lies between the values of the param."
                + " A param of many values is drawn run by run.")
            .formatted(metric, metric));
    html.open("div", "class", "pair");
    for (MarginalEffect effect : effects.subList(0, Math.min(MOST_EFFECTS, effects.size()))) {
      String title =
          "%s: %s %% of the variance"
              .formatted(FieldNames.bare(effect.field()), Show.number(100 * effect.share(), 2));
      Figure figure = EffectChart.of(effect, metric, subject.titled(title));
      HtmlTables.figure(html, figure);
    }
    List<String> continuous = new ArrayList<>(subject.swept());
    continuous.removeAll(effects.stream().map(MarginalEffect::field).toList());
    for (String field : continuous.subList(0, Math.min(MOST_EFFECTS, continuous.size()))) {
      String title = metric + " by " + FieldNames.bare(field);
      HtmlTables.figure(
          html,
          ScatterChart.of(subject.runs(), field, metric, Optional.empty(), subject.titled(title))
              .figure());
    }
    html.close().close();
  }
}
