package io.metalab.core.run;

/**
 * How many runs of one stage are where before a session starts.
 *
 * @param reused runs found successful, in other studies, too, if those count
 * @param fresh runs that would be executed for the first time
 * @param again runs that were tried before and would be executed again
 * @param skipped runs found failed and left alone
 */
public record StageCounts(long reused, long fresh, long again, long skipped) {
  static final StageCounts NONE = new StageCounts(0, 0, 0, 0);

  /** Returns how many runs would be executed. */
  public long todo() {
    return fresh + again;
  }

  StageCounts plus(StageCounts more) {
    return new StageCounts(
        reused + more.reused, fresh + more.fresh, again + more.again, skipped + more.skipped);
  }

  StageCounts minus(StageCounts before) {
    return new StageCounts(
        reused - before.reused,
        fresh - before.fresh,
        again - before.again,
        skipped - before.skipped);
  }
}
