package io.metalab.core.run;

/**
 * How many runs of a study are where; each run of the plan is counted once.
 *
 * @param total runs of the plan that were asked for
 * @param duplicates runs that are another run of the plan once more
 * @param reused runs found successful
 * @param stale those of the reused that other code executed
 * @param skipped runs found failed and left alone
 * @param ok runs that succeeded
 * @param failed runs that failed
 * @param cancelled runs that were cancelled while they ran
 * @param running runs that are being executed or committed
 * @param retried attempts that failed and were followed by another
 */
public record RunCounts(
    long total,
    long duplicates,
    long reused,
    long stale,
    long skipped,
    long ok,
    long failed,
    long cancelled,
    long running,
    long retried) {
  /** Returns how many runs are over, one way or the other. */
  public long done() {
    return duplicates + reused + skipped + ok + failed + cancelled;
  }

  /** Returns how many runs were executed to an end. */
  public long executed() {
    return ok + failed + cancelled;
  }

  /** Returns how many runs are neither over nor being executed. */
  public long todo() {
    return Math.max(0, total - done() - running);
  }
}
