package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.store.ClaimStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chunk that this controller runs, until its last run is over or the claim is lost. */
final class OwnedChunk {
  private final long number;
  private final ClaimStore.@Nullable Claim claim;
  private final Map<RunId, Todo> unfinished = new LinkedHashMap<>();
  private volatile boolean lost;

  /**
   * Creates a chunk.
   *
   * @param claim the claim, or null if the store has none
   */
  OwnedChunk(long number, ClaimStore.@Nullable Claim claim, Collection<Todo> todos) {
    this.number = number;
    this.claim = claim;
    todos.forEach(todo -> unfinished.put(todo.run().runId(), todo));
  }

  long number() {
    return number;
  }

  /** Returns whether the chunk is still this controller's, as far as it knows. */
  boolean isHeld() {
    return !lost && (claim == null || claim.isHeld());
  }

  /** A run is over; returns whether it was the last. */
  synchronized boolean finish(RunId runId) {
    return unfinished.remove(runId) != null && unfinished.isEmpty();
  }

  /** Gives the chunk up; returns the runs that were not over. */
  synchronized List<Todo> lose() {
    lost = true;
    return List.copyOf(unfinished.values());
  }

  /** Gives the claim free. */
  void release() {
    if (claim != null) {
      claim.close();
    }
  }
}
