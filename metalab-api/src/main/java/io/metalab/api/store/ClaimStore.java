package io.metalab.api.store;

import java.util.Optional;

/**
 * The ability to let several controllers share one plan.
 *
 * <p>A plan is cut into numbered chunks. Whoever claims a chunk runs it; a claim lives as long as
 * its holder's lease. A lease has expired when an observer sees its counter unchanged for the lease
 * length on the observer's own monotonic clock; the lease of a dead process of this host has
 * expired at once. From the moment a claim is taken over, nothing its former holder writes is
 * acknowledged or counted.
 */
public interface ClaimStore {
  /**
   * Claims a chunk if nobody else holds it, taking over from a holder whose lease has expired.
   *
   * <p>After a claim the claimer asks the store again which runs of the chunk are done.
   *
   * @param plan digest of the plan
   * @param chunk number of the chunk
   * @return the claim, or empty while another live controller holds it
   */
  Optional<Claim> tryClaim(String plan, long chunk);

  /**
   * Returns whether a chunk is claimed by a controller, be it this one, that is not known to be
   * gone; changes nothing, and may be asked of a store that was opened to read.
   */
  boolean isClaimed(String plan, long chunk);

  /** A chunk that this controller may run. */
  interface Claim extends AutoCloseable {
    /** Returns whether the claim is still this controller's, as far as it knows. */
    boolean isHeld();

    /** Gives the chunk free. */
    @Override
    void close();
  }
}
