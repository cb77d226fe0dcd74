package io.metalab.cli.report;

import io.metalab.cli.output.KeyText;
import io.metalab.cli.terminal.Show;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.frame.Statistic;
import io.metalab.core.stats.BestConfiguration;
import io.metalab.core.stats.MissingCells;
import io.metalab.core.stats.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which configuration is best, how sure that is, and which cells are missing. */
final class BestSection {
  private static final int MOST_NAMED = 20;
  private static final long MOST_CELLS = 5_000_000;

  private final ReportSubject subject;
  private final String metric;

  BestSection(ReportSubject subject) {
    this.subject = subject;
    this.metric = subject.goal().metric();
  }

  void write(Html html) {
    html.open("section").element("h2", "Best configuration", "id", "best-configuration");
    FrameQuery runs = subject.runs();
    List<Group> groups = runs.groupBy(subject.swept()).aggregate(metric);
    int units = runs.groupBy("record.seed", "record.replicate").aggregate("record.attempt").size();
    if (groups.size() * (double) units > MOST_CELLS) {
      html.element("p", "There are too many configurations to look for the best one in a report.");
    } else {
      MetricCells cells = runs.cells(subject.swept(), metric);
      Optional<BestConfiguration> best = BestConfiguration.of(cells, subject.goal().minimize());
      best.ifPresentOrElse(
          found -> found(html, found, groups),
          () -> html.element("p", "No configuration has a mean of " + metric + "."));
      missing(html, MissingCells.of(cells));
    }
    html.close();
  }

  private void found(Html html, BestConfiguration best, List<Group> groups) {
    Optional<Statistic> statistic =
        groups.stream()
            .filter(group -> group.key().equals(best.key()))
            .findFirst()
            .map(group -> group.statistics().values().iterator().next());
    html.open("p", "class", "answer").element("b", configuration(best));
    html.text(
        " has the %s mean %s: %s (%s%s)."
            .formatted(
                subject.goal().minimize() ? "smallest" : "greatest",
                metric,
                Show.number(best.mean()),
                Show.count(best.n(), "run"),
                statistic
                    .filter(one -> one.n() > 1)
                    .map(
                        one ->
                            ", 95 % interval "
                                + Show.number(one.low())
                                + " to "
                                + Show.number(one.high()))
                    .orElse("")));
    html.close();
    if (best.alike().isEmpty()) {
      html.element(
          "p",
          "The paired difference of every other configuration has a 95 % interval that leaves out"
              + " 0.");
      return;
    }
    html.element(
        "p",
        ("%d of %d other configurations cannot be told from it: over equal seeds the 95 %% interval"
                + " of the difference holds 0, or there are too few pairs.")
            .formatted(best.alike().size(), groups.size() - 1));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (PairedComparison other :
        best.alike().subList(0, Math.min(MOST_NAMED, best.alike().size()))) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(KeyText.of(other.key()));
      row.add((long) other.pairs());
      row.add(orMissing(other.difference()));
      row.add(orMissing(other.low()));
      row.add(orMissing(other.high()));
      row.add(orMissing(other.tTest()));
      row.add(orMissing(other.wilcoxon()));
      rows.add(row);
    }
    HtmlTables.table(
        html,
        "Not told from the best"
            + (best.alike().size() > MOST_NAMED ? ", the first " + MOST_NAMED : ""),
        List.of("configuration", "pairs", "difference", "95 % from", "to", "p (t)", "p (Wilcoxon)"),
        rows);
  }

  private static String configuration(BestConfiguration best) {
    return best.key().isEmpty() ? "The only configuration" : KeyText.of(best.key());
  }

  private void missing(Html html, List<MissingCells> missing) {
    if (missing.isEmpty()) {
      return;
    }
    html.element("h3", "Incomplete cells");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MissingCells one : missing.subList(0, Math.min(MOST_NAMED, missing.size()))) {
      String units = String.join("; ", one.units().stream().limit(5).map(KeyText::of).toList());
      rows.add(
          List.of(
              one.key().isEmpty() ? "the only one" : KeyText.of(one.key()),
              (long) one.units().size(),
              one.units().size() > 5 ? units + "; …" : units));
    }
    HtmlTables.table(
        html,
        "Configurations without a value where others have one"
            + (missing.size() > MOST_NAMED
                ? ", the first %d of %d".formatted(MOST_NAMED, missing.size())
                : ""),
        List.of("configuration", "missing", "for"),
        rows);
  }

  private static @Nullable Object orMissing(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
