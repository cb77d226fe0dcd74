package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Groups by two fields as a grid.
 *
 * @param rowKeys values of the first field, in their order
 * @param columnKeys values of the second field, in their order
 * @param cells the groups by row, then by column; empty where there are no runs
 */
public record Pivot(
    List<@Nullable Object> rowKeys,
    List<@Nullable Object> columnKeys,
    List<List<Optional<Group>>> cells) {
  public Pivot {
    rowKeys = Collections.unmodifiableList(new ArrayList<>(rowKeys));
    columnKeys = Collections.unmodifiableList(new ArrayList<>(columnKeys));
    cells = cells.stream().map(List::copyOf).toList();
  }

  /** Returns groups by two fields, which are ordered by their keys, as a grid. */
  static Pivot of(List<Group> groups) {
    Map<List<@Nullable Object>, Group> byKey = new HashMap<>();
    Set<@Nullable Object> rows = new LinkedHashSet<>();
    List<@Nullable Object> columns = new ArrayList<>();
    for (Group group : groups) {
      List<@Nullable Object> key = new ArrayList<>(group.key().values());
      byKey.put(key, group);
      rows.add(key.get(0));
      if (!columns.contains(key.get(1))) {
        columns.add(key.get(1));
      }
    }
    columns.sort(new io.metalab.core.where.SortKey("", false).order());
    List<List<Optional<Group>>> cells = new ArrayList<>();
    for (Object row : rows) {
      List<Optional<Group>> line = new ArrayList<>();
      for (Object column : columns) {
        List<@Nullable Object> key = new ArrayList<>();
        key.add(row);
        key.add(column);
        line.add(Optional.ofNullable(byKey.get(key)));
      }
      cells.add(line);
    }
    return new Pivot(new ArrayList<>(rows), columns, cells);
  }
}
