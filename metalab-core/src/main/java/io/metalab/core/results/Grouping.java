package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.core.frame.FrameGrouping;
import io.metalab.core.frame.Group;
import java.util.Arrays;
import java.util.List;

/**
 * Runs in groups, with statistics over each, as {@link FrameGrouping} says, and as tables.
 * Immutable.
 */
public final class Grouping {
  private final FrameGrouping groups;

  Grouping(FrameGrouping groups) {
    this.groups = requireNonNull(groups, "groups");
  }

  /**
   * Returns the groups, ordered by their keys.
   *
   * @param metrics fields with numbers; all numeric metrics if none is named
   * @throws io.metalab.core.where.FilterException if a field is unknown or ambiguous, or a metric
   *     is never a number
   */
  public List<Group> aggregate(List<String> metrics) {
    return groups.aggregate(metrics);
  }

  /** Returns the groups, ordered by their keys; see {@link #aggregate(List)}. */
  public List<Group> aggregate(String... metrics) {
    return aggregate(Arrays.asList(metrics));
  }

  /**
   * Returns the groups as a table: the fields, {@code runs}, {@code excluded} if there are any, and
   * for each metric its {@code .mean}, {@code .sd}, {@code .sem}, {@code .n} and, if there are any,
   * {@code .nan}.
   */
  public Table table(String... metrics) {
    return GroupTable.of(aggregate(metrics));
  }

  /** Returns the table of these metrics; see {@link #table(String...)}. */
  public Table table(List<String> metrics) {
    return GroupTable.of(aggregate(metrics));
  }
}
