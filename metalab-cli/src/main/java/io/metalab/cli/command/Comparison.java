package io.metalab.cli.command;

import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.frame.Statistic;
import io.metalab.core.json.ValueText;
import io.metalab.core.results.Table;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.Kind;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups of runs against one of them. */
final class Comparison {
  private static final double PERCENT = 100;

  private final List<Group> groups;
  private final Group base;
  private final String metric;
  private final Map<Map<String, @Nullable Object>, Long> missing = new LinkedHashMap<>();

  /**
   * Looks for missing cells: what some group was run with and has a value for, and another has not.
   *
   * @param groups groups with one statistic each, at least one
   * @param query the runs that they were made of
   */
  Comparison(List<Group> groups, Group base, FrameQuery query) {
    this.groups = groups;
    this.base = base;
    this.metric = groups.get(0).statistics().keySet().iterator().next();
    MetricCells cells = query.cells(List.copyOf(groups.get(0).key().keySet()), metric);
    for (int i = 0; i < cells.configurations().size(); i++) {
      missing.put(
          cells.configurations().get(i),
          cells.values().get(i).stream().filter(Objects::isNull).count());
    }
  }

  /** Returns the descriptions of the groups for which a gate holds, or that have no mean. */
  List<String> failing(String gate) {
    String name = FieldNames.bare(metric);
    FieldTable names =
        new FieldTable(
            Map.of(metric, Set.of(Kind.NUMBER), "metrics.base", Set.of(Kind.NUMBER)), true);
    Predicate<Group> holds =
        Where.parse(gate)
            .bind(
                names.<Group>scope(
                    field -> group -> statistic(field.equals(metric) ? group : base).mean()));
    return groups.stream()
        .filter(group -> !group.equals(base))
        .filter(group -> holds.test(group) || Double.isNaN(statistic(group).mean()))
        .map(group -> "%s (%s %s)".formatted(text(group), name, plain(statistic(group).mean())))
        .toList();
  }

  private static String text(Group group) {
    return group.key().entrySet().stream()
        .map(entry -> FieldNames.bare(entry.getKey()) + "=" + ValueText.plain(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String plain(double number) {
    return ValueText.plain(number);
  }

  Table table() {
    List<String> names = new ArrayList<>(base.key().keySet());
    names.addAll(
        List.of("n", "mean", "sd", "ci95.low", "ci95.high", "vs_base_%", "failed", "missing"));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Group group : groups) {
      Statistic statistic = statistic(group);
      List<@Nullable Object> row = new ArrayList<>(group.key().values());
      row.add(statistic.n());
      row.add(orMissing(statistic.mean()));
      row.add(orMissing(statistic.sd()));
      row.add(orMissing(statistic.low()));
      row.add(orMissing(statistic.high()));
      row.add(group.equals(base) ? null : orMissing(change(statistic.mean())));
      row.add(group.excluded());
      row.add(missing.getOrDefault(group.key(), 0L));
      rows.add(row);
    }
    return Table.of(names, rows);
  }

  private double change(double mean) {
    double against = statistic(base).mean();
    return PERCENT * (mean - against) / Math.abs(against);
  }

  private static @Nullable Object orMissing(double number) {
    return Double.isNaN(number) ? null : number;
  }

  private Statistic statistic(Group group) {
    return group.statistic(metric);
  }
}
