package io.metalab.core.race;

import static java.util.Objects.requireNonNull;

/**
 * Where a point stands in a race of replicates.
 *
 * @param point its index
 * @param caseId its name
 * @param replicates how many replicates it was given so far
 * @param planned how many it could have
 * @param mean the mean of the goal's metric; NaN if there is none
 * @param halfwidth half the width of its interval; infinite for fewer than 2 values
 * @param standing whether it goes on
 */
public record PointOutcome(
    long point,
    String caseId,
    int replicates,
    int planned,
    double mean,
    double halfwidth,
    Standing standing) {
  /** Whether a point gets further replicates. */
  public enum Standing {
    /** It goes on. */
    ACTIVE,
    /** Its interval is narrow enough. */
    NARROW,
    /** Its interval lies apart from that of the best, or it is the best and all others do. */
    SEPARATED,
    /** It has had all its replicates. */
    EXHAUSTED
  }

  public PointOutcome {
    requireNonNull(caseId, "caseId");
    requireNonNull(standing, "standing");
  }
}
