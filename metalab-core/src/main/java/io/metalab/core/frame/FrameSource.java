package io.metalab.core.frame;

import io.metalab.api.RunId;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.Store;
import java.util.function.Predicate;

/** Where a frame's records come from. */
interface FrameSource {
  /** Returns a store's records of an experiment, of all if the id is empty. */
  static FrameSource of(Store store, String experimentId) {
    return store instanceof ChangeStore changes
        ? new ChangeSource(changes, experimentId)
        : new StreamSource(() -> store.runRecords(experimentId));
  }

  /** Takes what a source reads. */
  interface Sink {
    /** What was read before is void. */
    void restart();

    /** Takes records; the last page may not be full, and neither is one before a removal. */
    void page(PageBuffer page);

    void removed(RunId run);
  }

  /** Returns whether changes alone can be read. */
  boolean isIncremental();

  /**
   * Reads what has changed since a mark.
   *
   * @param mark empty for all there is
   * @param wanted tells by the full name which fields are kept
   * @return the mark to go on from
   */
  String read(String mark, Predicate<String> wanted, Sink sink);
}
