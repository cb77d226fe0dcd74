package io.metalab.cli.command;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.audit.AuditReport;
import io.metalab.core.audit.AuditReport.ChangedRun;
import io.metalab.core.audit.AuditReport.IncomparableRun;
import io.metalab.core.audit.ValueDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What runs that were executed once more have shown, as a document and for people. */
final class RerunView {
  private static final int MOST_LISTED = 10;
  private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{8})[0-9a-f]{32,56}");

  private RerunView() {}

  static Map<String, Object> data(AuditReport report) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("study", report.study());
    data.put("successes", report.successes());
    data.put("seed", report.seed());
    data.put("sampled", report.sampled());
    data.put("same", report.same());
    data.put("different", report.changed().stream().map(RerunView::changed).toList());
    data.put(
        "not_comparable", report.incomparable().stream().map(RerunView::incomparable).toList());
    data.put("not_executed", report.left().stream().map(RunId::hex).toList());
    return data;
  }

  private static Map<String, Object> changed(ChangedRun run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run.stored().runId().hex());
    data.put("params", run.stored().params().asMap());
    data.put("results", run.results().stream().map(RerunView::difference).toList());
    data.put("provenance", run.provenance().stream().map(RerunView::difference).toList());
    return data;
  }

  private static Map<String, Object> incomparable(IncomparableRun run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run.stored().runId().hex());
    data.put("environment", run.environment().stream().map(RerunView::difference).toList());
    return data;
  }

  private static Map<String, Object> difference(ValueDifference difference) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", difference.name());
    data.put("stored", difference.stored());
    data.put("now", difference.now());
    return data;
  }

  static void show(AuditReport report, Terminal terminal) {
    terminal.out(
        "%s  sample of %d of %s (seed %d)%s"
            .formatted(
                terminal.paint(Colour.BOLD, report.study()),
                report.sampled(),
                report.successes() == 1 ? "1 success" : report.successes() + " successes",
                report.seed(),
                report.same() + report.changed().size() > 0
                    ? ", executed in a scratch store, now deleted"
                    : ""));
    List<String> counts = new ArrayList<>();
    counts.add(
        terminal.paint(Colour.GREEN, terminal.glyphs().ok().strip() + " same")
            + " "
            + report.same());
    if (!report.changed().isEmpty()) {
      counts.add(
          terminal.paint(Colour.RED, terminal.glyphs().failed().strip() + " different")
              + " "
              + report.changed().size());
    }
    if (!report.incomparable().isEmpty()) {
      counts.add("not comparable " + report.incomparable().size());
    }
    if (!report.left().isEmpty()) {
      counts.add("not executed " + report.left().size());
    }
    terminal.out("  " + String.join("  ", counts));
    report.changed().stream().limit(MOST_LISTED).forEach(run -> showChanged(run, terminal));
    more(report.changed().size(), terminal);
    report.incomparable().stream().limit(MOST_LISTED).forEach(run -> showOther(run, terminal));
    more(report.incomparable().size(), terminal);
    if (!report.left().isEmpty()) {
      terminal.out(
          "  not executed: no longer declared by the study, or stopped before: "
              + String.join(
                  " ", report.left().stream().limit(MOST_LISTED).map(RunId::shortHex).toList()));
      more(report.left().size(), terminal);
    }
  }

  private static void more(int count, Terminal terminal) {
    if (count > MOST_LISTED) {
      terminal.out("  %s %d more".formatted(terminal.glyphs().ellipsis(), count - MOST_LISTED));
    }
  }

  private static void showChanged(ChangedRun run, Terminal terminal) {
    terminal.out("  different: " + name(run.stored()));
    lines(run.results(), terminal);
    if (run.provenance().isEmpty()) {
      terminal.out("    code, machine and settings are those of then");
    } else {
      lines(run.provenance(), terminal);
    }
  }

  private static void showOther(IncomparableRun run, Terminal terminal) {
    terminal.out("  not comparable: " + name(run.stored()));
    lines(run.environment(), terminal);
  }

  private static void lines(List<ValueDifference> differences, Terminal terminal) {
    int width = differences.stream().mapToInt(d -> d.name().length()).max().orElse(0);
    for (ValueDifference difference : differences) {
      terminal.out(
          "    %s%s  %s -> %s"
              .formatted(
                  difference.name(),
                  " ".repeat(width - difference.name().length()),
                  value(difference.stored()),
                  value(difference.now())));
    }
  }

  private static String name(RunRecord record) {
    return record.runId().shortHex() + "  " + Show.values(record.params().asMap());
  }

  private static String value(String text) {
    return text.isEmpty() ? "nothing" : DIGEST.matcher(Show.firstLine(text)).replaceAll("$1");
  }
}
