package io.metalab.api;

/**
 * When a run that reports how it does is told to stop before its end.
 *
 * <p>A run reports values of the goal's metric with {@link RunRuntime#report} and asks {@link
 * RunRuntime#shouldStop}. It is a rule of the operation's own results: what an early end is decided
 * by enters the run's id, so that equal ids mean equal work with and without such ends.
 *
 * <p>By the median, a suggestion of a search is compared with the suggestions whose results it may
 * depend on: it stops once the best value that it has reported is worse than the median of the
 * values that they reported at the same step. By patience, a run of any study stops once so many
 * reports in a row have not improved on its best value.
 *
 * @param start how many suggestions must have reported a step before the median of it counts; 0 for
 *     no such rule
 * @param warmup the first step at which the median counts
 * @param patience how many reports in a row may bring no improvement; 0 for no such rule
 * @param delta by how much a value must be better than the best one before to be an improvement
 */
public record PruneRule(int start, long warmup, int patience, double delta) {
  /** No run is told to stop. */
  public static final PruneRule NONE = new PruneRule(0, 0, 0, 0);

  /** How many suggestions the median is of, at the least, unless something else is said. */
  public static final int DEFAULT_START = 5;

  public PruneRule {
    if (start < 0 || warmup < 0 || patience < 0) {
      throw new IllegalArgumentException(
          "The numbers of a rule that prunes must be at least 0: start (%d), warmup (%d), patience (%d)."
              .formatted(start, warmup, patience));
    }
    if (!(delta >= 0 && Double.isFinite(delta))) {
      throw new IllegalArgumentException(
          "The delta (%s) of an improvement must be at least 0.".formatted(delta));
    }
    if (start == 0 && warmup > 0) {
      throw new IllegalArgumentException("A warmup (%d) needs a median.".formatted(warmup));
    }
    if (patience == 0 && delta > 0) {
      throw new IllegalArgumentException("A delta (%s) needs a patience.".formatted(delta));
    }
  }

  /**
   * Returns the rule that stops what is worse than the median.
   *
   * @param start how many suggestions must have reported a step
   * @param warmup the first step that counts
   * @throws IllegalArgumentException if start is below 1 or warmup is negative
   */
  public static PruneRule median(int start, long warmup) {
    if (start < 1) {
      throw new IllegalArgumentException(
          "The start (%d) of a median must be at least 1.".formatted(start));
    }
    return new PruneRule(start, warmup, 0, 0);
  }

  /**
   * Returns the rule that stops what no longer improves.
   *
   * @param reports how many reports in a row may bring no improvement
   * @param delta by how much a value must be better than the best one before
   * @throws IllegalArgumentException if reports are below 1 or delta is negative or not finite
   */
  public static PruneRule patience(int reports, double delta) {
    if (reports < 1) {
      throw new IllegalArgumentException(
          "The patience (%d) must be at least 1.".formatted(reports));
    }
    return new PruneRule(0, 0, reports, delta);
  }

  /** Returns this rule by the median and that one's patience. */
  public PruneRule withPatience(PruneRule other) {
    return new PruneRule(start, warmup, other.patience, other.delta);
  }

  /** Returns whether runs are compared with the median of earlier ones. */
  public boolean hasMedian() {
    return start > 0;
  }

  /** Returns whether no run is ever told to stop. */
  public boolean isNone() {
    return start == 0 && patience == 0;
  }
}
