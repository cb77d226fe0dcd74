package io.metalab.cli.report;

import io.metalab.cli.terminal.Show;
import io.metalab.core.frame.FramePage;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs, or from 10,000 of them on their means by configuration. */
final class RunsSection {
  private static final int MOST_RUNS = 10_000;
  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_METRICS = 8;

  private final ReportSubject subject;
  private final List<String> metrics;

  RunsSection(ReportSubject subject) {
    this.subject = subject;
    List<String> all =
        subject.frame().fields().stream()
            .filter(field -> field.startsWith("metrics.") || field.startsWith("derived."))
            .toList();
    List<String> chosen = new ArrayList<>(all.subList(0, Math.min(MOST_METRICS, all.size())));
    String goal = "metrics." + subject.goal().metric();
    if (all.contains(goal)) {
      chosen.remove(goal);
      chosen.add(0, goal);
    }
    this.metrics = chosen;
  }

  void write(Html html) {
    html.open("section").element("h2", "Runs", "id", "runs");
    FrameQuery runs = subject.runs();
    if (runs.count() <= MOST_RUNS) {
      runs(html, runs);
    } else {
      groups(html, runs);
    }
    html.close();
  }

  private void runs(Html html, FrameQuery runs) {
    List<String> columns = new ArrayList<>(List.of("record.id", "record.status"));
    columns.addAll(subject.swept());
    columns.add("record.replicate");
    columns.addAll(metrics);
    columns.add("record.duration");
    List<String> order = new ArrayList<>();
    if (metrics.contains("metrics." + subject.goal().metric())) {
      order.add("metrics." + subject.goal().metric() + (subject.goal().minimize() ? "" : ":desc"));
    }
    FramePage page = runs.top(columns, order, MOST_RUNS);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : page.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(row);
      cells.set(0, String.valueOf(row.get(0)).substring(0, 8));
      rows.add(cells);
    }
    HtmlTables.table(
        html,
        "%s%s"
            .formatted(Show.count(page.total(), "run"), order.isEmpty() ? "" : ", the best first"),
        columns.stream().map(FieldNames::bare).toList(),
        rows);
  }

  private void groups(Html html, FrameQuery runs) {
    List<String> asked = metrics.stream().filter(this::isNumeric).limit(3).toList();
    List<Group> groups = new ArrayList<>(runs.groupBy(subject.swept()).aggregate(asked));
    boolean judged = subject.isJudged();
    if (judged) {
      groups.sort(Comparator.comparingDouble(this::distance));
    }
    List<String> header = new ArrayList<>(subject.swept().stream().map(FieldNames::bare).toList());
    header.add("runs");
    header.add("not successful");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Group group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
      List<@Nullable Object> row = new ArrayList<>(group.key().values());
      row.add(group.runs());
      row.add(group.excluded());
      for (Statistic statistic : group.statistics().values()) {
        row.add(statistic.mean());
        row.add(statistic.sd());
      }
      rows.add(row);
    }
    asked.forEach(field -> header.addAll(List.of("mean " + FieldNames.bare(field), "sd")));
    HtmlTables.table(
        html,
        "%d runs by configuration%s%s"
            .formatted(
                runs.count(),
                judged ? ", the best first" : "",
                groups.size() > MOST_GROUPS
                    ? ", the first %d of %d".formatted(MOST_GROUPS, groups.size())
                    : ""),
        header,
        rows);
  }

  /** Returns how far a group is from the goal; NaN, for a group without a mean, comes last. */
  private double distance(Group group) {
    double mean = group.statistic("metrics." + subject.goal().metric()).mean();
    return subject.goal().minimize() ? mean : -mean;
  }

  private boolean isNumeric(String field) {
    return subject.numeric().contains(field);
  }
}
