package io.metalab.api;

/**
 * When a point of a sweep gets no further replicates; it decides which of the planned runs are
 * executed and never enters an id.
 *
 * <p>The replicates of all points are executed in rounds: first {@code min} of each point, then one
 * more of each point that goes on. After a round a point goes on unless one of the rules that are
 * set says that it is known well enough, by the Student t interval of the goal's metric over its
 * successful replicates so far. The decision after replicate n depends on the results of the
 * replicates below n alone, so that it is the same whoever executes the study, and whatever else
 * the store holds.
 *
 * @param halfwidth a point stops once half the width of its interval is at most this; 0 for no such
 *     rule
 * @param separated whether a point stops once its interval lies apart from that of the best point,
 *     and the best one once all others are apart from it
 * @param confidence the probability of the intervals, in (0, 1)
 * @param min how many replicates each point gets at least, 2 or more
 */
public record ReplicateRule(double halfwidth, boolean separated, double confidence, int min) {
  /** All replicates are run. */
  public static final ReplicateRule NONE = new ReplicateRule(0, false, 0.95, 5);

  public ReplicateRule {
    if (!(halfwidth >= 0 && Double.isFinite(halfwidth))) {
      throw new IllegalArgumentException(
          "The halfwidth (%s) of an interval must be at least 0.".formatted(halfwidth));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "The confidence (%s) must be between 0 and 1.".formatted(confidence));
    }
    if (min < 2) {
      throw new IllegalArgumentException(
          "The least number of replicates (%d) must be at least 2.".formatted(min));
    }
  }

  /**
   * Returns the rule that stops a point once its interval is this narrow; 95 %, 5 replicates.
   *
   * @param halfwidth in the unit of the goal's metric
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public static ReplicateRule halfwidth(double halfwidth) {
    return new ReplicateRule(halfwidth, false, NONE.confidence, NONE.min);
  }

  /** Returns the rule that stops points that the best one has left behind; 95 %, 5 replicates. */
  public static ReplicateRule untilSeparated() {
    return new ReplicateRule(0, true, NONE.confidence, NONE.min);
  }

  /** Returns whether no point ever stops early. */
  public boolean isNone() {
    return halfwidth == 0 && !separated;
  }
}
