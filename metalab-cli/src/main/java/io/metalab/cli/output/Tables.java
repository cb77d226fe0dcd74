package io.metalab.cli.output;

import io.metalab.cli.terminal.Glyphs;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.results.ConsoleStyle;
import io.metalab.core.results.Markup;
import io.metalab.core.results.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables as commands print them. */
public final class Tables {
  private static final List<String> NAMESPACES =
      List.of("", "params.", "metrics.", "derived.", "record.");
  private static final String ID = "record.id";
  private static final int SHORT_ID = 8;
  private static final int DIGITS = 5;
  private static final int LONGEST_CELL = 1000;

  private Tables() {}

  /**
   * Returns a table with these columns alone, in this order.
   *
   * @throws CliException with {@code USAGE} if there is no such column
   */
  static Table select(Table table, List<String> wanted) {
    List<String> names = table.columnNames();
    List<Integer> places = new ArrayList<>();
    for (String name : wanted) {
      places.add(
          place(names, name)
              .orElseThrow(
                  () ->
                      CliException.usage(
                          "There is no column '%s'.%s"
                              .formatted(name, DidYouMean.hint(name, names)),
                          "the columns are " + String.join(",", names))));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> cells = new ArrayList<>();
      places.forEach(place -> cells.add(row.get(place)));
      rows.add(cells);
    }
    return Table.of(places.stream().map(names::get).toList(), rows);
  }

  /** Returns the place of a column, whose name may be given without its namespace. */
  public static Optional<Integer> place(List<String> names, String name) {
    return NAMESPACES.stream()
        .map(space -> names.indexOf(space + name))
        .filter(place -> place >= 0)
        .findFirst();
  }

  /** Returns the columns of a table and those that another table of the same rows has besides. */
  static Table joined(Table first, Table second) {
    List<String> names = new ArrayList<>(first.columnNames());
    List<String> more = new ArrayList<>(second.columnNames());
    more.removeAll(names);
    names.addAll(more);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < first.rows().size(); i++) {
      List<@Nullable Object> row = new ArrayList<>(first.rows().get(i));
      for (String name : more) {
        row.add(second.cell(i, name));
      }
      rows.add(row);
    }
    return Table.of(names, rows);
  }

  /** Returns a table with ids cut to what people type. */
  static Table withShortIds(Table table) {
    int place = table.columnNames().indexOf(ID);
    if (place < 0) {
      return table;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(row);
      if (cells.get(place) instanceof String id) {
        cells.set(place, id.substring(0, Math.min(SHORT_ID, id.length())));
      }
      rows.add(cells);
    }
    return Table.of(table.columnNames(), rows);
  }

  /** Returns the rows as maps by column. */
  static List<Map<String, @Nullable Object>> maps(Table table) {
    List<String> names = table.columnNames();
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        map.put(names.get(i), row.get(i));
      }
      maps.add(map);
    }
    return maps;
  }

  /** Returns the kind of document that a format is for, if it is one. */
  static Optional<Markup> markup(Format format) {
    return switch (format) {
      case MARKDOWN -> Optional.of(Markup.MARKDOWN);
      case LATEX -> Optional.of(Markup.LATEX);
      case TABLE, TSV, CSV, NDJSON, JSON -> Optional.empty();
    };
  }

  /** Returns a table as it stands in a document: short ids, rounded numbers. */
  public static String document(Table table, Markup markup) {
    return withShortIds(table).toMarkup(markup, DIGITS);
  }

  /** Returns how tables look on {@code out}: cut to the width of a terminal, whole elsewhere. */
  public static ConsoleStyle style(Terminal terminal) {
    boolean unicode = terminal.glyphs().equals(Glyphs.of(StandardCharsets.UTF_8));
    return terminal.outTerminal()
        ? ConsoleStyle.terminal(terminal.columns(), unicode)
        : new ConsoleStyle(0, unicode, DIGITS, LONGEST_CELL);
  }
}
