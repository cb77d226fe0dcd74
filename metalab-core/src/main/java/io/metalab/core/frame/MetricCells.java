package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric by configuration and by unit: what was run with other params and seeds alike stands in
 * one column.
 *
 * @param metric full name of the metric
 * @param configurations keys of the configurations, in their order
 * @param units keys of the units: the params that are no part of a configuration, seed and
 *     replicate
 * @param values the metric by configuration, then by unit; null where no successful run has it
 */
public record MetricCells(
    String metric,
    List<Map<String, @Nullable Object>> configurations,
    List<Map<String, @Nullable Object>> units,
    List<List<@Nullable Double>> values) {
  public MetricCells {
    configurations = copies(configurations);
    units = copies(units);
    List<List<@Nullable Double>> rows = new ArrayList<>();
    values.forEach(row -> rows.add(Collections.unmodifiableList(new ArrayList<>(row))));
    values = Collections.unmodifiableList(rows);
  }

  private static List<Map<String, @Nullable Object>> copies(
      List<Map<String, @Nullable Object>> keys) {
    List<Map<String, @Nullable Object>> copies = new ArrayList<>();
    keys.forEach(key -> copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(key))));
    return Collections.unmodifiableList(copies);
  }

  /** Gathers the cells of a view; of several runs in one cell the first stored counts. */
  static MetricCells of(View view, List<String> by, List<String> apart, String metric) {
    Grouper configurations = new Grouper(view, by);
    Grouper units = new Grouper(view, apart);
    @Nullable Double[][] values = new Double[configurations.count()][units.count()];
    NumberReader reader = new NumberReader(view.data().column(metric));
    for (int page = 0; page < view.data().pages(); page++) {
      reader.read(page, view.counted(page, metric));
      for (int row = 0; row < view.data().rowsOf(page); row++) {
        if (Bits.get(reader.present, row)) {
          int configuration = configurations.groups(page)[row];
          int unit = units.groups(page)[row];
          if (values[configuration][unit] == null) {
            values[configuration][unit] = reader.values[row];
          }
        }
      }
    }
    List<Integer> unitOrder = units.inOrder();
    List<Map<String, @Nullable Object>> keys = new ArrayList<>();
    List<List<@Nullable Double>> ordered = new ArrayList<>();
    for (int configuration : configurations.inOrder()) {
      keys.add(key(configurations, by, configuration));
      List<@Nullable Double> row = new ArrayList<>();
      unitOrder.forEach(unit -> row.add(values[configuration][unit]));
      ordered.add(row);
    }
    return new MetricCells(
        metric, keys, unitOrder.stream().map(unit -> key(units, apart, unit)).toList(), ordered);
  }

  private static Map<String, @Nullable Object> key(Grouper grouper, List<String> names, int group) {
    Map<String, @Nullable Object> key = new LinkedHashMap<>();
    List<@Nullable Object> values = grouper.key(group);
    for (int i = 0; i < names.size(); i++) {
      key.put(names.get(i), values.get(i));
    }
    return key;
  }
}
