package io.metalab.cli.command;

import io.metalab.cli.output.KeyText;
import io.metalab.cli.terminal.Show;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.frame.Statistic;
import io.metalab.core.json.ValueText;
import io.metalab.core.results.Table;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.Kind;
import io.metalab.core.where.Where;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final double TEN = 10;
  static final String INTERVAL = "95% CI";

  private final List<Group> groups;
  private final Group base;
  private final String metric;
  private final Map<Map<String, @Nullable Object>, Long> missing = new LinkedHashMap<>();

  /**
   * Looks for missing cells: what some group was run with and has a value for, and another has not.
   *
   * @param groups groups with one statistic each, at least one
   * @param cells the metric of the same groups
   */
  Comparison(List<Group> groups, Group base, MetricCells cells) {
    this.groups = groups;
    this.base = base;
    this.metric = groups.get(0).statistics().keySet().iterator().next();
    for (int i = 0; i < cells.configurations().size(); i++) {
      missing.put(
          cells.configurations().get(i),
          cells.values().get(i).stream().filter(Objects::isNull).count());
    }
  }

  /** Returns the groups for which a gate holds, or that have no mean. */
  List<Group> failing(String gate) {
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
        .toList();
  }

  /** Returns a group with its mean, such as {@code width=64 (loss 0.5)}. */
  String description(Group group) {
    return "%s (%s %s)"
        .formatted(
            KeyText.of(group.key()),
            FieldNames.bare(metric),
            ValueText.plain(statistic(group).mean()));
  }

  /** Returns the groups with all that is known of them. */
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

  /** Returns the groups as people read them: rounded to what their deviations say. */
  Table forPeople() {
    List<String> names = new ArrayList<>(base.key().keySet());
    String against = against(base.key());
    names.addAll(List.of("n", "mean", "sd", INTERVAL, against));
    List<String> remarks = groups.stream().map(this::remark).toList();
    boolean remarked = remarks.stream().anyMatch(remark -> !remark.isEmpty());
    if (remarked) {
      names.add("remarks");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      List<@Nullable Object> row = new ArrayList<>(group.key().values());
      row.add(statistic(group).n());
      row.addAll(numbers(statistic(group)));
      row.add(group.equals(base) ? null : percent(change(statistic(group).mean())));
      if (remarked) {
        row.add(remarks.get(i));
      }
      rows.add(row);
    }
    return Table.of(names, rows).alignedRight(List.of("mean", "sd", INTERVAL, against));
  }

  /** Returns the title of what is told against a group, such as {@code vs 16}. */
  static String against(Map<String, @Nullable Object> key) {
    return "vs " + key.values().stream().map(ValueText::plain).collect(Collectors.joining(","));
  }

  private static List<@Nullable Object> numbers(Statistic statistic) {
    if (statistic.n() < 2) {
      Object mean = statistic.n() == 0 ? null : Show.number(statistic.mean());
      return Arrays.asList(mean, null, null);
    }
    List<String> shown =
        Show.toDeviation(
            statistic.sd(), statistic.mean(), statistic.sd(), statistic.low(), statistic.high());
    return Arrays.asList(
        shown.get(0), shown.get(1), "[%s, %s]".formatted(shown.get(2), shown.get(3)));
  }

  private static @Nullable String percent(double change) {
    if (!Double.isFinite(change)) {
      return null;
    }
    BigDecimal rounded =
        BigDecimal.valueOf(change).setScale(Math.abs(change) < TEN ? 1 : 0, RoundingMode.HALF_EVEN);
    String sign = rounded.signum() > 0 ? "+" : "";
    return rounded.signum() == 0 ? "0 %" : sign + rounded.toPlainString() + " %";
  }

  /** Says what is not in the statistics of a group: what failed, and what others have besides. */
  private String remark(Group group) {
    List<String> parts = new ArrayList<>();
    if (group.excluded() > 0) {
      parts.add(group.excluded() + " failed, excluded");
    }
    long lacking = missing.getOrDefault(group.key(), 0L) - group.excluded();
    if (lacking > 0) {
      parts.add(lacking + " missing");
    }
    return String.join("; ", parts);
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
