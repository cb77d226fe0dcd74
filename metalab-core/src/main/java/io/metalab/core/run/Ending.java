package io.metalab.core.run;

/** Why a study's session ended. */
public enum Ending {
  /** Nothing was left to do. */
  COMPLETE,
  /** As many runs were started as were asked for. */
  LIMIT,
  /** More runs failed than was allowed. */
  FAILURES,
  /** It was asked to start no more runs; the running ones finished. */
  DRAINED,
  /** It was cancelled. */
  CANCELLED,
  /**
   * Nobody executes it any more, and who did so last died without a word, or with the failure of
   * its store or executor; only seen from outside.
   */
  LOST;

  /** Returns whether a person stopped it. */
  public boolean isInterrupted() {
    return this == DRAINED || this == CANCELLED;
  }
}
