package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.capture.internal.JsonNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of text cells under distinct column names.
 *
 * @param header the names of the columns; at least one
 * @param rows the cells, one for each column
 */
public record CsvTable(List<String> header, List<List<String>> rows) {
  public CsvTable {
    header = List.copyOf(header);
    if (header.isEmpty() || new HashSet<>(header).size() != header.size()) {
      throw new IllegalArgumentException(
          "The header %s must name at least one column, and none twice.".formatted(header));
    }
    List<List<String>> copy = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "Row %d has %d cells, but the header %s names %d columns."
                .formatted(copy.size() + 1, row.size(), header, header.size()));
      }
      copy.add(List.copyOf(row));
    }
    rows = List.copyOf(copy);
  }

  /**
   * Returns a table of values: numbers are printed as the shortest decimal that reads back as
   * itself, null as an empty cell.
   *
   * @throws IllegalArgumentException if a value is neither text, number, boolean nor null
   */
  public static CsvTable of(
      List<String> header, List<? extends List<? extends @Nullable Object>> rows) {
    List<List<String>> cells = new ArrayList<>(rows.size());
    for (List<? extends @Nullable Object> row : rows) {
      List<String> line = new ArrayList<>(row.size());
      for (Object value : row) {
        line.add(cell(value));
      }
      cells.add(line);
    }
    return new CsvTable(header, cells);
  }

  /** Returns the cells of a column. */
  public List<String> column(String name) {
    int index = header.indexOf(requireNonNull(name, "name"));
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no column '%s'. The columns are %s.".formatted(name, header));
    }
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /**
   * Returns a column as numbers; an empty cell is NaN.
   *
   * @throws NumberFormatException if a cell is no number
   */
  public double[] doubles(String name) {
    return column(name).stream()
        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : JsonNumbers.parse(cell))
        .toArray();
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return JsonNumbers.plain(((Number) value).doubleValue());
    }
    if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "The cell (%s) of type %s is neither text, number, boolean nor null."
            .formatted(value, value.getClass().getName()));
  }
}
