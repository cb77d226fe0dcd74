package io.metalab.cli.command;

import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.ConsoleStyle;
import io.metalab.core.results.Table;
import io.metalab.core.sensitivity.Estimate;
import io.metalab.core.sensitivity.MissingPoint;
import io.metalab.core.sensitivity.ParameterIndices;
import io.metalab.core.sensitivity.SensitivityReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parameters matter, as a document and for people. */
final class SensitivityView {
  private static final int DIGITS = 4;
  private static final int PERCENT = 100;

  private SensitivityView() {}

  static Map<String, @Nullable Object> data(String study, SensitivityReport report) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", study);
    data.put("design", report.design());
    data.put("metric", report.metric());
    data.put("confidence", report.resampling().confidence());
    data.put("samples", report.resampling().samples());
    data.put("seed", report.resampling().seed());
    data.put("unit", report.unit());
    data.put("used", report.used());
    data.put("planned", report.planned());
    data.put("missing_points", report.missingPoints());
    data.put("missing", report.missing().stream().map(SensitivityView::missing).toList());
    data.put("partial_points", report.partialPoints());
    data.put("parameters", report.parameters().stream().map(SensitivityView::parameter).toList());
    return data;
  }

  private static Map<String, Object> missing(MissingPoint point) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("case", point.caseId());
    data.put("run", point.runId().hex());
    data.put("reason", point.reason());
    return data;
  }

  private static Map<String, Object> parameter(ParameterIndices indices) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("parameter", indices.parameter());
    indices
        .indices()
        .forEach(
            (name, estimate) -> {
              data.put(name, estimate.value());
              data.put(name + "_low", estimate.low());
              data.put(name + "_high", estimate.high());
            });
    return data;
  }

  static void show(String study, SensitivityReport report, Terminal terminal) {
    terminal.out(
        "%s  %s design  metric %s  %d of %d %s"
            .formatted(
                terminal.paint(Colour.BOLD, study),
                report.design(),
                report.metric(),
                report.used(),
                report.planned(),
                report.unit()));
    int width = terminal.outTerminal() ? terminal.columns() : 0;
    String table = table(report).toConsole(new ConsoleStyle(width, false, DIGITS, PERCENT));
    table.lines().forEach(terminal::out);
    if (report.missingPoints() > 0) {
      terminal.out(
          "%d %s have no value; their %s are left out:"
              .formatted(
                  report.missingPoints(),
                  report.missingPoints() == 1 ? "point" : "points",
                  report.unit()));
      report
          .missing()
          .forEach(
              point ->
                  terminal.out(
                      "  %s  %s  %s"
                          .formatted(point.runId().shortHex(), point.caseId(), point.reason())));
      if (report.missingPoints() > report.missing().size()) {
        terminal.out(
            "  %s %d more"
                .formatted(
                    terminal.glyphs().ellipsis(),
                    report.missingPoints() - report.missing().size()));
      }
    }
    if (report.partialPoints() > 0) {
      terminal.out(
          "%d points are means of fewer replicates than planned."
              .formatted(report.partialPoints()));
    }
  }

  private static Table table(SensitivityReport report) {
    String interval = Show.number(PERCENT * report.resampling().confidence()) + " % CI";
    List<String> columns = new ArrayList<>(List.of("parameter"));
    for (String index : report.parameters().get(0).indices().keySet()) {
      columns.add(index);
      columns.add(interval + " of " + index);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ParameterIndices parameter : report.parameters()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(parameter.parameter());
      for (Estimate estimate : parameter.indices().values()) {
        row.add(estimate.value());
        row.add("[%s, %s]".formatted(Show.number(estimate.low()), Show.number(estimate.high())));
      }
      rows.add(row);
    }
    return Table.of(columns, rows);
  }
}
