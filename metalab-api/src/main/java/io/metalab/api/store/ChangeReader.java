package io.metalab.api.store;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;

/** Is told by a {@link ChangeStore} what has changed. */
public interface ChangeReader {
  /**
   * The mark is of no use any more: what was told before, also in this call, is void, and all there
   * is follows.
   */
  void restart();

  /**
   * A run is new, or its effective record has changed.
   *
   * @param status the status of the run, which stands for the one in the record
   * @param json holds the record as one JSON object with the fields of a stored record, in any
   *     order and among others that a reader skips; its provenance may be a reference. Valid during
   *     the call alone
   * @param offset where the object starts in {@code json}
   * @param length number of its bytes
   */
  void record(RunStatus status, byte[] json, int offset, int length);

  /** A run has been removed; it may be one that the reader was never told of. */
  void removed(RunId runId);
}
