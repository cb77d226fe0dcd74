package io.metalab.cli.output;

import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints lists as aligned columns: numbers to the right, text to the left, cut to the width. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  static void print(Listing listing, Terminal terminal) {
    List<List<String>> cells = new ArrayList<>();
    for (List<@Nullable Object> row : listing.rows()) {
      List<String> line = new ArrayList<>();
      row.forEach(value -> line.add(text(value)));
      cells.add(line);
    }
    int[] widths = new int[listing.columns().size()];
    boolean[] right = new boolean[widths.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = listing.columns().get(i).length();
      right[i] = isNumeric(listing, i);
      for (List<String> line : cells) {
        widths[i] = Math.max(widths[i], line.get(i).codePointCount(0, line.get(i).length()));
      }
    }
    terminal.out(
        terminal.paint(Colour.BOLD, fit(line(listing.columns(), widths, right), terminal)));
    for (List<String> line : cells) {
      terminal.out(fit(line(line, widths, right), terminal));
    }
  }

  private static String fit(String line, Terminal terminal) {
    return terminal.outTerminal()
        ? Terminal.cut(line, terminal.columns(), terminal.glyphs().ellipsis())
        : line;
  }

  private static boolean isNumeric(Listing listing, int column) {
    boolean some = false;
    for (List<@Nullable Object> row : listing.rows()) {
      Object value = row.get(column);
      if (value != null && !(value instanceof Number)) {
        return false;
      }
      some |= value != null;
    }
    return some;
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
      line.append(i > 0 ? GAP : "").append(right[i] ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Instant instant) {
      return Show.date(instant);
    }
    if (value instanceof Duration duration) {
      return Show.duration(duration);
    }
    return Show.value(value).replace("\n", " ");
  }
}
