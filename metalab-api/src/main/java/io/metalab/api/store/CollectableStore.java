package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The ability to free the space of artifacts that nothing refers to.
 *
 * <p>An artifact is referred to by every record that names it, by every run or context that has its
 * content as a value, and by whoever put it, in whatever process, as long as a record that names it
 * may still come: until that is acknowledged, or the store through which the artifact was put is
 * closed or its process is known to be dead.
 *
 * <p>Artifacts go in two steps. The first call that finds nothing that refers to one moves it to
 * the trash, where it can still be read. A later call deletes it for good once it has been there
 * for the grace period, or brings it back if something refers to it again, such as records that
 * were copied in. Putting the same bytes meanwhile stores them anew.
 *
 * <p>Records, logs and series of removed runs stay: a store that only appends never rewrites them.
 */
public interface CollectableStore {
  /**
   * Moves what nothing refers to into the trash and empties the trash of what has been there for
   * the grace period. Safe beside writers and readers, and to be interrupted by any means.
   *
   * @param policy what counts as a reference, and how long the trash is kept
   * @param dryRun whether only to tell what would be done
   * @throws io.metalab.api.MetalabException with {@code STORE_UNUSABLE} also while another process
   *     is at it
   */
  GarbageReport collectGarbage(GarbagePolicy policy, boolean dryRun);

  /**
   * What may go.
   *
   * @param superseded whether artifacts go that only superseded attempts name
   * @param grace how long the trash is kept, at least 0
   */
  record GarbagePolicy(boolean superseded, Duration grace) {
    public GarbagePolicy {
      requireNonNull(grace, "grace");
      if (grace.isNegative()) {
        throw new IllegalArgumentException(
            "The grace period (%s) must be at least 0.".formatted(grace));
      }
    }
  }

  /**
   * What was done, or would be.
   *
   * @param trashed what went to the trash
   * @param restored what came back from the trash
   * @param purged what was deleted for good, maybe right after it went to the trash
   * @param kept what is in the trash now
   * @param held what nothing refers to but those who put it
   */
  record GarbageReport(Amount trashed, Amount restored, Amount purged, Amount kept, Amount held) {
    public GarbageReport {
      requireNonNull(trashed, "trashed");
      requireNonNull(restored, "restored");
      requireNonNull(purged, "purged");
      requireNonNull(kept, "kept");
      requireNonNull(held, "held");
    }
  }

  /**
   * A number of artifacts and the bytes that they take up.
   *
   * @param artifacts number of distinct contents
   * @param bytes their size
   */
  record Amount(long artifacts, long bytes) {
    /** Nothing. */
    public static final Amount NONE = new Amount(0, 0);

    /** Returns this amount and one artifact more. */
    public Amount plus(long sizeBytes) {
      return new Amount(artifacts + 1, bytes + sizeBytes);
    }
  }
}
