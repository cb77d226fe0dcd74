package io.metalab.api.store;

import io.metalab.api.RunId;
import java.util.List;
import java.util.Optional;

/**
 * The ability to keep what a later attempt at a run may continue from, while the run is under way.
 *
 * <p>A state is no result: no record names it, and it neither enters an id nor travels to other
 * stores. It is there until the run succeeds, whatever becomes of the attempt that saved it, or
 * until a later attempt has saved one of the same name. An attempt never touches what a later one
 * has saved, so a process that was silent past its lease does no harm when it wakes.
 *
 * <p>It goes as soon as the success of its run is acknowledged by the store through which it was
 * saved or found, and with the removal of the run; what is left over otherwise goes with {@link
 * #collectStates}.
 */
public interface StateStore {
  /** The most bytes of one state. */
  int MAX_BYTES = 64 << 20;

  /**
   * Saves a state in place of the one of this name; durable on return. Whatever happens meanwhile,
   * the earlier state or this one is found afterwards, and whole.
   *
   * <p>The running record of the attempt, if it was put, is visible before.
   *
   * @param bytes {@link #MAX_BYTES} at most
   * @throws IllegalArgumentException if there are more
   * @throws io.metalab.api.MetalabException with {@code STORE_UNUSABLE} if it cannot be saved, with
   *     {@code LEASE_LOST} if another controller has taken over from the writer that began the
   *     attempt
   */
  void putState(StateKey key, byte[] bytes);

  /**
   * Returns the state of this name that the latest attempt at a run has saved, if it is not covered
   * by a removal.
   *
   * @throws io.metalab.api.MetalabException with {@code STORE_CORRUPT} if it is damaged
   */
  Optional<SavedState> findState(RunId runId, String name);

  /**
   * Returns the states of a run that {@link #findState} finds. May be asked of a store that was
   * opened to read.
   */
  List<StoredState> states(RunId runId);

  /** Returns the states of all runs; there are few, as they go with success. */
  List<StoredState> states();

  /**
   * Deletes the states that nobody will continue from: those of runs that have succeeded, were
   * removed, or are not known. Safe beside writers, and to be interrupted by any means.
   *
   * @param dryRun whether only to tell what would be deleted
   * @return what was, or would be
   */
  List<StoredState> collectStates(boolean dryRun);
}
