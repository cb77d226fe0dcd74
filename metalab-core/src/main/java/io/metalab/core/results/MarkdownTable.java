package io.metalab.core.results;

import io.metalab.core.json.ValueText;
import io.metalab.core.text.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table in GitHub Flavored Markdown: numbers right, missing values {@code -}, and every sign of
 * the data that Markdown would take for its own escaped.
 *
 * @see <a href="https://github.github.com/gfm/#tables-extension-">GFM, tables</a>
 */
final class MarkdownTable {
  private static final int LEAST_WIDTH = 3;
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~#&$]");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private final Table table;
  private final int digits;
  private final StringBuilder out = new StringBuilder();

  private MarkdownTable(Table table, int digits) {
    this.table = table;
    this.digits = digits;
  }

  static String render(Table table, int digits) {
    return new MarkdownTable(table, digits).render();
  }

  private String render() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(table.labels().stream().map(MarkdownTable::escaped).toList());
    for (List<@Nullable Object> row : table.rows()) {
      cells.add(row.stream().map(this::text).toList());
    }
    int[] widths =
        IntStream.range(0, table.columns().size())
            .map(i -> cells.stream().mapToInt(row -> TextWidth.of(row.get(i))).max().orElse(0))
            .map(width -> Math.max(width, LEAST_WIDTH))
            .toArray();
    line(cells.get(0), widths);
    rule(widths);
    cells.subList(1, cells.size()).forEach(row -> line(row, widths));
    return out.toString();
  }

  private void line(List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - TextWidth.of(row.get(i)));
      out.append("| ")
          .append(isNumeric(i) ? padding + row.get(i) : row.get(i) + padding)
          .append(' ');
    }
    out.append("|\n");
  }

  private void rule(int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      out.append("| ")
          .append(isNumeric(i) ? "-".repeat(widths[i] - 1) + ":" : "-".repeat(widths[i]))
          .append(' ');
    }
    out.append("|\n");
  }

  private boolean isNumeric(int column) {
    return table.columns().get(column).numeric();
  }

  private String text(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Number number
        ? NumberText.shorten(number, digits)
        : escaped(ValueText.plain(value));
  }

  private static String escaped(String text) {
    String escaped = SPECIAL.matcher(text).replaceAll("\\\\$0");
    return LINE_END.matcher(escaped).replaceAll("<br>").replace('\t', ' ');
  }
}
