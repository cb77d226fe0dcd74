package io.metalab.cli.command;

import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import io.metalab.core.json.ValueText;
import io.metalab.core.results.Table;
import io.metalab.core.stats.MarginalEffect;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a metric changes with each of some params, the one that matters most first. */
final class EffectsTable {
  private static final List<String> COLUMNS =
      List.of("param", "value", "n", "mean", "sd", "ci95.low", "ci95.high", "share_%");
  private static final double PERCENT = 100;

  private EffectsTable() {}

  /** Returns a row for each value of each field. */
  static Table of(FrameQuery query, List<String> fields, String metric) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    fields.stream()
        .map(field -> MarginalEffect.of(query, field, metric))
        .sorted(Comparator.comparingDouble(effect -> -orZero(effect.share())))
        .forEach(effect -> add(effect, rows));
    return Table.of(COLUMNS, rows);
  }

  private static void add(MarginalEffect effect, List<List<@Nullable Object>> rows) {
    for (Group level : effect.levels()) {
      Statistic statistic = level.statistics().values().iterator().next();
      List<@Nullable Object> row = new ArrayList<>();
      row.add(FieldNames.bare(effect.field()));
      row.add(ValueText.plain(level.key().values().iterator().next()));
      row.add(statistic.n());
      row.add(orMissing(statistic.mean()));
      row.add(orMissing(statistic.sd()));
      row.add(orMissing(statistic.low()));
      row.add(orMissing(statistic.high()));
      row.add(orMissing(PERCENT * effect.share()));
      rows.add(row);
    }
  }

  private static double orZero(double share) {
    return Double.isNaN(share) ? 0 : share;
  }

  private static @Nullable Object orMissing(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
