package io.metalab.cli.command;

import static java.util.Objects.requireNonNull;

import io.metalab.cli.output.KeyText;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.results.Table;
import io.metalab.core.stats.MissingCells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a comparison finds besides numbers: cells that are missing, and the verdict of a gate. */
final class ComparisonFindings {
  private static final int MOST_REMARKS = 3;

  private final List<MissingCells> missing;
  private final Map<List<@Nullable Object>, List<String>> units = new HashMap<>();
  private final @Nullable String gate;
  private final List<Group> failing;
  private final List<@Nullable Object> base;

  /**
   * Gathers the findings.
   *
   * @param gate the expression of {@code --fail-if}, or null if there is none
   * @param failing the groups for which it holds
   */
  ComparisonFindings(MetricCells cells, Group base, @Nullable String gate, List<Group> failing) {
    this.missing = MissingCells.of(requireNonNull(cells, "cells"));
    this.gate = gate;
    this.failing = List.copyOf(failing);
    this.base = values(base.key());
    for (MissingCells one : missing) {
      units.put(values(one.key()), one.units().stream().map(KeyText::of).toList());
    }
  }

  /**
   * Returns a table with two columns more: the names of the cells that a group lacks and, with a
   * gate, whether it holds for the group; empty for the baseline.
   *
   * @param table begins with the columns of the groups' keys
   */
  Table in(Table table) {
    List<String> names = new ArrayList<>(table.columnNames());
    names.add("missing_cells");
    if (gate != null) {
      names.add("gate");
    }
    List<List<@Nullable Object>> failed =
        failing.stream().map(group -> values(group.key())).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> key = row.subList(0, base.size());
      List<@Nullable Object> longer = new ArrayList<>(row);
      longer.add(units.getOrDefault(key, List.of()));
      if (gate != null) {
        longer.add(key.equals(base) ? null : failed.contains(key));
      }
      rows.add(longer);
    }
    return Table.of(names, rows);
  }

  /** Returns a line for each incomplete group, and one for those that are too many. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (MissingCells one : missing.subList(0, Math.min(MOST_REMARKS, missing.size()))) {
      remarks.add("missing: " + KeyText.of(one.key()) + lacking(units(one)));
    }
    if (missing.size() > MOST_REMARKS) {
      remarks.add("missing: %d more groups lack values".formatted(missing.size() - MOST_REMARKS));
    }
    return remarks;
  }

  private List<String> units(MissingCells one) {
    return requireNonNull(units.get(values(one.key())), "units");
  }

  private static String lacking(List<String> units) {
    String some = String.join(", ", units.subList(0, Math.min(MOST_REMARKS, units.size())));
    int more = units.size() - MOST_REMARKS;
    return some.isEmpty()
        ? " has no value"
        : " has no value for " + some + (more > 0 ? " and " + more + " more" : "");
  }

  private static List<@Nullable Object> values(Map<String, @Nullable Object> key) {
    return new ArrayList<>(key.values());
  }
}
