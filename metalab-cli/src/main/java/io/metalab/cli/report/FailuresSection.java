package io.metalab.cli.report;

import io.metalab.core.results.Results;
import io.metalab.core.run.FailureGroup;
import io.metalab.core.run.FailureReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures by kind. */
final class FailuresSection {
  private static final int MOST_EXAMPLES = 3;

  private FailuresSection() {}

  static void write(ReportSubject subject, Html html) {
    FailureReport report =
        FailureReport.of(subject.store(), Results.of(subject.store(), subject.study()));
    html.open("section").element("h2", "Failures", "id", "failures");
    if (report.failed().isEmpty() && report.retried().isEmpty()) {
      html.element("p", "No run has failed.");
    }
    kinds(html, "Runs that stand failed", report.failed());
    kinds(html, "Failures that a later attempt has replaced", report.retried());
    html.close();
  }

  private static void kinds(Html html, String caption, List<FailureGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (FailureGroup group : groups) {
      rows.add(
          List.of(
              group.count(),
              group.type(),
              group.message(),
              group.place(),
              String.join(
                  " ",
                  group.examples().stream()
                      .limit(MOST_EXAMPLES)
                      .map(id -> id.shortHex())
                      .toList())));
    }
    HtmlTables.table(html, caption, List.of("runs", "type", "message", "place", "such as"), rows);
  }
}
