package io.metalab.core.results;

import io.metalab.core.json.ValueText;
import io.metalab.core.text.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays a table out for people. */
final class ConsoleTable {
  private static final String GAP = "  ";
  private static final int LEAST_WIDTH = 8;

  private final Table table;
  private final ConsoleStyle style;
  private final List<List<String>> cells;
  private final int[] widths;

  private ConsoleTable(Table table, ConsoleStyle style) {
    this.table = table;
    this.style = style;
    this.cells = new ArrayList<>();
    cells.add(table.labels());
    for (List<@Nullable Object> row : table.rows()) {
      cells.add(row.stream().map(this::text).toList());
    }
    this.widths =
        IntStream.range(0, table.columns().size())
            .map(i -> cells.stream().mapToInt(row -> TextWidth.of(row.get(i))).max().orElse(0))
            .map(width -> Math.min(width, style.maxCellWidth()))
            .toArray();
  }

  static String render(Table table, ConsoleStyle style) {
    return new ConsoleTable(table, style).render();
  }

  private String render() {
    int shown = fit();
    StringBuilder out = new StringBuilder();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < shown; i++) {
        line.append(i == 0 ? "" : GAP).append(padded(row.get(i), i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    if (shown < widths.length) {
      out.append(
          "(%d more column%s: %s)%n"
              .formatted(
                  widths.length - shown,
                  widths.length - shown == 1 ? "" : "s",
                  String.join(", ", table.labels().subList(shown, widths.length)))
              .replace("\r\n", "\n"));
    }
    return out.toString();
  }

  /** Drops columns from the right until the rest can fit, then narrows the widest text. */
  private int fit() {
    int shown = widths.length;
    if (style.width() == 0) {
      return shown;
    }
    while (shown > 1 && leastLineWidth(shown) > style.width()) {
      shown--;
    }
    int widest = widest(shown);
    while (widest >= 0 && lineWidth(shown) > style.width()) {
      widths[widest]--;
      widest = widest(shown);
    }
    return shown;
  }

  /** Returns the widest column that may be narrowed, or -1. */
  private int widest(int shown) {
    return IntStream.range(0, shown)
        .filter(i -> leastWidth(i) < widths[i])
        .reduce((i, j) -> widths[j] > widths[i] ? j : i)
        .orElse(-1);
  }

  private int leastWidth(int column) {
    return table.columns().get(column).numeric()
        ? widths[column]
        : Math.min(widths[column], LEAST_WIDTH);
  }

  private int leastLineWidth(int shown) {
    return IntStream.range(0, shown).map(this::leastWidth).sum() + GAP.length() * (shown - 1);
  }

  private int lineWidth(int shown) {
    return Arrays.stream(widths, 0, shown).sum() + GAP.length() * (shown - 1);
  }

  private String padded(String cell, int column) {
    String text = truncated(cell, widths[column]);
    String padding = " ".repeat(widths[column] - TextWidth.of(text));
    return table.columns().get(column).numeric() ? padding + text : text + padding;
  }

  private String truncated(String text, int width) {
    return TextWidth.cut(text, width, style.unicode() ? "…" : "...");
  }

  private String text(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Number number) {
      return NumberText.shorten(number, style.significantDigits());
    }
    return escaped(ValueText.plain(value));
  }

  /** Control characters would break the lines or command the terminal. */
  private static String escaped(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            out.append("\\x")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
