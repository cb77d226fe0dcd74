package io.metalab.cli.output;

import io.metalab.api.ErrorCode;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list that a command hands out.
 *
 * @param columns the names of the columns
 * @param rows one value per column, null where there is none
 * @param truncated whether there are more rows
 */
public record Listing(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
  public Listing {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (List<@Nullable Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "The row %s must have one value for each of %s.".formatted(row, columns));
      }
    }
  }

  /**
   * Returns the list with these columns alone, in this order.
   *
   * @throws CliException with {@code USAGE} if there is no such column
   */
  public Listing select(List<String> wanted) {
    List<Integer> places = new ArrayList<>();
    for (String name : wanted) {
      int place = columns.indexOf(name);
      if (place < 0) {
        throw new CliException(
            ErrorCode.USAGE,
            "There is no column '%s'.%s".formatted(name, DidYouMean.hint(name, columns)),
            "the columns are " + String.join(",", columns));
      }
      places.add(place);
    }
    List<List<@Nullable Object>> selected = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      places.forEach(place -> values.add(row.get(place)));
      selected.add(Collections.unmodifiableList(values));
    }
    return new Listing(wanted, selected, truncated);
  }

  /** Returns the rows as maps by column. */
  public List<Map<String, @Nullable Object>> asMaps() {
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        map.put(columns.get(i), row.get(i));
      }
      maps.add(map);
    }
    return maps;
  }
}
