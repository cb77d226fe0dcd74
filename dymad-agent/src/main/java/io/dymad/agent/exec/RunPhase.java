package io.dymad.agent.exec;

/** How far a run is, as clients are told. */
public enum RunPhase {
  /** Its process has started, the run has not. */
  QUEUED,
  /** It is executed. */
  RUNNING,
  /** It ended well. */
  SUCCEEDED,
  /** It failed, was cancelled, or its process is gone. */
  FAILED;

  /** Returns whether nothing more will happen unless it is started again. */
  public boolean isOver() {
    return this == SUCCEEDED || this == FAILED;
  }
}
