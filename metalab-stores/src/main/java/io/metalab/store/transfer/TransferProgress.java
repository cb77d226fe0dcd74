package io.metalab.store.transfer;

/** Is told how far a transfer is; on the thread that transfers. */
public interface TransferProgress {
  /** Tells nobody. */
  TransferProgress NONE = (phase, runs, total) -> {};

  /** What is being done. */
  enum Phase {
    /** Artifacts, logs and series are copied. */
    CONTENT,
    /** Records and what was added to them are copied. */
    RECORDS
  }

  /**
   * Says how far the transfer is.
   *
   * @param runs how many runs the phase is through with
   * @param total about how many there are
   */
  void at(Phase phase, long runs, long total);
}
