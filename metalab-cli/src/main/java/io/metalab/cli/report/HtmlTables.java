package io.metalab.cli.report;

import io.metalab.capture.CsvTable;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.cli.terminal.Show;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables and figures of a report. */
final class HtmlTables {
  private static final int MOST_ROWS_OF_NUMBERS = 500;

  private HtmlTables() {}

  /** Adds a table that scrolls sideways where it is too wide. */
  static void table(
      Html html,
      String caption,
      List<String> header,
      List<? extends List<? extends @Nullable Object>> rows) {
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table").element("caption", caption);
    html.open("thead").open("tr");
    for (int column = 0; column < header.size(); column++) {
      html.element(
          "th",
          header.get(column),
          "scope",
          "col",
          "class",
          isNumeric(rows, column) ? "number" : "plain");
    }
    html.close().close().open("tbody");
    for (List<? extends @Nullable Object> row : rows) {
      html.open("tr");
      for (Object cell : row) {
        if (cell instanceof Number) {
          html.element("td", text(cell), "class", "number");
        } else {
          html.element("td", text(cell));
        }
      }
      html.close();
    }
    html.close().close().close();
  }

  private static boolean isNumeric(
      List<? extends List<? extends @Nullable Object>> rows, int column) {
    return !rows.isEmpty()
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell == null || cell instanceof Number);
  }

  static String text(@Nullable Object value) {
    return value instanceof Double number
        ? Show.number(number)
        : value == null ? "-" : Show.value(value);
  }

  /** Adds a picture, what it shows in words, and its numbers. */
  static void figure(Html html, Figure figure) {
    html.open("figure").markup(Figures.svg(figure));
    html.element("figcaption", Figures.describe(figure));
    CsvTable data = Figures.data(figure);
    html.open("details").element("summary", "Numbers of this picture");
    table(
        html,
        figure.title() + ", numbers",
        data.header(),
        data.rows().subList(0, Math.min(MOST_ROWS_OF_NUMBERS, data.rows().size())));
    if (data.rows().size() > MOST_ROWS_OF_NUMBERS) {
      html.element(
          "p",
          "The first %d of %d rows; metalab plot writes all of them."
              .formatted(MOST_ROWS_OF_NUMBERS, data.rows().size()));
    }
    html.close().close();
  }
}
