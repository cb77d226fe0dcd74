package io.metalab.core.results;

import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays groups out as a table. */
final class GroupTable {
  private GroupTable() {}

  static Table of(List<Group> groups) {
    if (groups.isEmpty()) {
      return Table.of(List.of("runs"), List.of());
    }
    Group first = groups.get(0);
    boolean excluded = groups.stream().anyMatch(group -> group.excluded() > 0);
    List<String> names = new ArrayList<>(first.key().keySet());
    names.add("runs");
    if (excluded) {
      names.add("excluded");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Group group : groups) {
      List<@Nullable Object> row = new ArrayList<>(group.key().values());
      row.add(group.runs());
      if (excluded) {
        row.add(group.excluded());
      }
      rows.add(row);
    }
    for (String metric : first.statistics().keySet()) {
      addMetric(metric, groups, names, rows);
    }
    return Table.of(names, rows);
  }

  private static void addMetric(
      String metric, List<Group> groups, List<String> names, List<List<@Nullable Object>> rows) {
    boolean nan = groups.stream().anyMatch(group -> group.statistic(metric).nan() > 0);
    names.addAll(List.of(metric + ".mean", metric + ".sd", metric + ".sem", metric + ".n"));
    if (nan) {
      names.add(metric + ".nan");
    }
    for (int i = 0; i < groups.size(); i++) {
      Statistic statistic = groups.get(i).statistic(metric);
      List<@Nullable Object> row = rows.get(i);
      row.add(statistic.n() < 1 ? null : statistic.mean());
      row.add(statistic.n() < 2 ? null : statistic.sd());
      row.add(statistic.n() < 2 ? null : statistic.sem());
      row.add(statistic.n());
      if (nan) {
        row.add(statistic.nan());
      }
    }
  }
}
