package io.metalab.core.stats;

import static java.util.Objects.requireNonNull;

import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import java.util.List;

/**
 * How a metric changes with one field, over all values of the others.
 *
 * @param field full name of the field
 * @param levels statistics by value of the field, in their order
 * @param share share of the metric's variance that lies between the levels: the sum over levels of
 *     {@code n (mean - overall mean)²} by that over all values of {@code (value - overall mean)²};
 *     NaN if the metric does not vary
 */
public record MarginalEffect(String field, List<Group> levels, double share) {
  public MarginalEffect {
    requireNonNull(field, "field");
    levels = List.copyOf(levels);
  }

  /** Returns the effect of a field on a metric. */
  public static MarginalEffect of(FrameQuery query, String field, String metric) {
    List<Group> levels = query.groupBy(field).aggregate(metric);
    List<Group> all = query.groupBy().aggregate(metric);
    if (levels.isEmpty()) {
      return new MarginalEffect(field, levels, Double.NaN);
    }
    Statistic overall = only(all.get(0));
    double between = 0;
    for (Group level : levels) {
      Statistic statistic = only(level);
      if (statistic.n() > 0) {
        between += statistic.n() * Math.pow(statistic.mean() - overall.mean(), 2);
      }
    }
    double total = overall.sd() * overall.sd() * (overall.n() - 1);
    return new MarginalEffect(
        levels.get(0).key().keySet().iterator().next(),
        levels,
        total > 0 ? between / total : Double.NaN);
  }

  private static Statistic only(Group group) {
    return group.statistics().values().iterator().next();
  }
}
