package io.metalab.api;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What decides whether one run stops before its end; part of its identity, but for {@code counts},
 * so that the decision is the same on every executor and at every repetition.
 *
 * @param minimize whether smaller values are better
 * @param bars by step, the value that the best one so far must not be worse than
 * @param patience how many reports in a row may bring no improvement; 0 for any number
 * @param delta by how much a value must be better than the best one before to be an improvement
 * @param counts whether others are compared with what the run reports, all of it from the start
 */
public record Pruning(
    boolean minimize, SortedMap<Long, Double> bars, int patience, double delta, boolean counts) {
  /** Nothing stops the run. */
  public static final Pruning NONE = new Pruning(true, new TreeMap<>(), 0, 0, false);

  public Pruning {
    bars = Collections.unmodifiableSortedMap(new TreeMap<>(bars));
    for (Map.Entry<Long, Double> bar : bars.entrySet()) {
      if (!Double.isFinite(bar.getValue())) {
        throw new IllegalArgumentException(
            "The bar (%s) of step %d must be finite.".formatted(bar.getValue(), bar.getKey()));
      }
    }
    if (patience < 0 || !(delta >= 0 && Double.isFinite(delta))) {
      throw new IllegalArgumentException(
          "The patience (%d) and delta (%s) must be at least 0.".formatted(patience, delta));
    }
  }

  /** Returns what a rule says of a run that is compared with no others. */
  public static Pruning of(PruneRule rule, Goal goal) {
    return of(rule, goal, Collections.emptySortedMap());
  }

  /**
   * Returns what a rule says of a run.
   *
   * @param bars the medians of others, by step
   */
  public static Pruning of(PruneRule rule, Goal goal, SortedMap<Long, Double> bars) {
    return rule.isNone()
        ? NONE
        : new Pruning(goal.minimize(), bars, rule.patience(), rule.delta(), rule.hasMedian());
  }

  /** Returns whether the run has to report from its beginning: it may be stopped, or it counts. */
  public boolean needsAllReports() {
    return counts || !isNone();
  }

  /** Returns whether nothing stops the run. */
  public boolean isNone() {
    return bars.isEmpty() && patience == 0;
  }
}
