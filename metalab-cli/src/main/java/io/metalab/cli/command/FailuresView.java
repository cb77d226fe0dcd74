package io.metalab.cli.command;

import io.metalab.api.RunId;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.Table;
import io.metalab.core.run.FailureGroup;
import io.metalab.core.run.FailureReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kinds of failures, as a table and for people. */
final class FailuresView {
  private static final List<String> COLUMNS =
      List.of("state", "count", "type", "message", "place", "fingerprint", "runs");
  private static final int SHOWN_RUNS = 6;

  private FailuresView() {}

  static Table table(FailureReport report) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    report.failed().forEach(group -> rows.add(row("failed", group)));
    report.retried().forEach(group -> rows.add(row("retried", group)));
    return Table.of(COLUMNS, rows);
  }

  private static List<@Nullable Object> row(String state, FailureGroup group) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(state);
    row.add(group.count());
    row.add(group.type());
    row.add(group.message());
    row.add(group.place());
    row.add(group.fingerprint());
    row.add(group.examples().stream().map(RunId::hex).toList());
    return row;
  }

  static void show(FailureReport report, String storeFlag, Terminal terminal) {
    if (report.failed().isEmpty()) {
      terminal.out("None of %s failed.".formatted(Show.count(report.runs(), "run")));
    } else {
      terminal.out(
          "%d of %s failed, in %s:"
              .formatted(
                  report.failedRuns(),
                  Show.count(report.runs(), "run"),
                  Show.count(report.failed().size(), "way")));
      report.failed().forEach(group -> show(group, true, terminal));
    }
    if (!report.retried().isEmpty()) {
      terminal.out("");
      terminal.out("Earlier attempts failed at runs that stand otherwise now:");
      report.retried().forEach(group -> show(group, false, terminal));
    }
    report.failed().stream()
        .flatMap(group -> group.examples().stream())
        .findFirst()
        .ifPresent(
            run -> {
              terminal.out("");
              terminal.out("next: metalab log " + run.shortHex() + storeFlag);
            });
  }

  private static void show(FailureGroup group, boolean isFailed, Terminal terminal) {
    Colour colour = isFailed ? Colour.RED : Colour.YELLOW;
    String message = Show.firstLine(group.message());
    terminal.out("");
    terminal.out(
        "%dx %s%s"
            .formatted(
                group.count(),
                terminal.paint(colour, Show.printable(group.type())),
                message.isEmpty() ? "" : ": " + message));
    if (!group.place().isEmpty()) {
      terminal.out("    at " + Show.printable(group.place()));
    }
    terminal.out("    " + runs(group, isFailed));
  }

  private static String runs(FailureGroup group, boolean isFailed) {
    String shown =
        group.examples().stream()
            .limit(SHOWN_RUNS)
            .map(RunId::shortHex)
            .collect(Collectors.joining(" "));
    long more = group.count() - Math.min(SHOWN_RUNS, group.examples().size());
    if (more == 0) {
      return shown;
    }
    // A filter sees effective records alone.
    String where = " (metalab ls --where \"fingerprint == '%s'\")".formatted(group.fingerprint());
    return "%s and %d more%s".formatted(shown, more, isFailed ? where : "");
  }
}
