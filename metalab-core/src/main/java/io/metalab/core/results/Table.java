package io.metalab.core.results;

import io.metalab.core.where.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values under named columns, held in memory. Immutable.
 *
 * <p>A cell is a {@link Long}, {@link Double}, {@link Boolean}, {@link String}, {@link
 * java.time.Instant}, a list or map of such, or null where the value is null or missing.
 */
public final class Table {
  private final List<Column> columns;
  private final List<List<@Nullable Object>> rows;

  private Table(List<Column> columns, List<List<@Nullable Object>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Returns a table.
   *
   * @throws IllegalArgumentException if two columns have one name or a row has more or fewer cells
   *     than there are columns
   */
  public static Table of(
      List<String> columnNames, List<? extends List<? extends @Nullable Object>> rows) {
    if (new HashSet<>(columnNames).size() != columnNames.size()) {
      throw new IllegalArgumentException(
          "The columns %s must have different names.".formatted(columnNames));
    }
    List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
    for (List<? extends @Nullable Object> row : rows) {
      if (row.size() != columnNames.size()) {
        throw new IllegalArgumentException(
            "The row %s must have %d cells.".formatted(row, columnNames.size()));
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    List<Column> columns =
        IntStream.range(0, columnNames.size())
            .mapToObj(i -> new Column(columnNames.get(i), isNumeric(copies, i)))
            .toList();
    return new Table(columns, Collections.unmodifiableList(copies));
  }

  /** Returns this table with some columns of texts aligned to the right and never cut. */
  public Table alignedRight(Collection<String> columnNames) {
    List<Column> aligned =
        columns.stream()
            .map(
                column ->
                    new Column(
                        column.name(), column.numeric() || columnNames.contains(column.name())))
            .toList();
    return new Table(aligned, rows);
  }

  /** Returns the columns, in order. */
  public List<Column> columns() {
    return columns;
  }

  /** Returns the names of the columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the rows, in order; unmodifiable. */
  public List<List<@Nullable Object>> rows() {
    return rows;
  }

  /**
   * Returns a cell.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws IllegalArgumentException if there is no such column
   */
  public @Nullable Object cell(int row, String column) {
    int index = columnNames().indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no column '%s'. The columns are %s.".formatted(column, columnNames()));
    }
    return rows.get(row).get(index);
  }

  /** Writes the header, if the format has one, and all rows. */
  public void write(RowFormat format, Appendable out) throws IOException {
    try (RowWriter writer = RowWriter.open(format, columnNames(), out)) {
      for (List<@Nullable Object> row : rows) {
        writer.write(row);
      }
    }
  }

  /** Returns the table in a format. */
  public String toText(RowFormat format) {
    StringBuilder text = new StringBuilder();
    try {
      write(format, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Returns the table for a document.
   *
   * @param significantDigits how many digits of a number with a fraction are shown
   */
  public String toMarkup(Markup markup, int significantDigits) {
    return switch (markup) {
      case MARKDOWN -> MarkdownTable.render(this, significantDigits);
      case LATEX -> LatexTable.render(this, significantDigits);
    };
  }

  /** Returns the table for people. */
  public String toConsole(ConsoleStyle style) {
    return ConsoleTable.render(this, style);
  }

  /**
   * Returns what to call the columns for people: the names without namespace where that is
   * unambiguous.
   */
  List<String> labels() {
    List<String> bare = columnNames().stream().map(FieldNames::bare).toList();
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    bare.forEach(name -> Optional.of(name).filter(n -> !seen.add(n)).ifPresent(twice::add));
    return IntStream.range(0, bare.size())
        .mapToObj(i -> twice.contains(bare.get(i)) ? columns.get(i).name() : bare.get(i))
        .toList();
  }

  private static boolean isNumeric(List<List<@Nullable Object>> rows, int column) {
    return rows.stream()
            .map(row -> row.get(column))
            .allMatch(value -> value == null || value instanceof Number)
        && rows.stream().map(row -> row.get(column)).anyMatch(Objects::nonNull);
  }
}
