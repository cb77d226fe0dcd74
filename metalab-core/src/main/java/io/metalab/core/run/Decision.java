package io.metalab.core.run;

import io.metalab.api.RunStatus;
import io.metalab.api.store.StoredRun;

/** What is done about a run, given what the store knows of it. */
enum Decision {
  /** It was successful and is not executed. */
  REUSE,
  /** It was successful under other code and is not executed. */
  REUSE_STALE,
  /** It failed and is left alone. */
  SKIP,
  /** It is executed. */
  RUN;

  /**
   * Decides about a stored run.
   *
   * @param codeDigest digest of today's code, or empty if unknown
   */
  static Decision of(StoredRun stored, RunOptions options, String codeDigest) {
    if (options.resume() == RunOptions.Resume.FORCE) {
      return RUN;
    }
    if (stored.status() == RunStatus.SUCCESS) {
      if (!isStale(stored, codeDigest) || options.staleCode() == RunOptions.StaleCode.IGNORE) {
        return REUSE;
      }
      return options.staleCode() == RunOptions.StaleCode.RERUN ? RUN : REUSE_STALE;
    }
    boolean leftAlone =
        stored.status() == RunStatus.FAILED && options.resume() == RunOptions.Resume.SKIP_FAILED;
    return leftAlone ? SKIP : RUN;
  }

  private static boolean isStale(StoredRun stored, String codeDigest) {
    return !codeDigest.isEmpty()
        && !stored.codeDigest().isEmpty()
        && !stored.codeDigest().equals(codeDigest);
  }
}
