package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.store.ClaimStore;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A chunk that this controller runs, until its last run is over or the claim is lost. */
final class OwnedChunk {
  /** A store may have to look at its disk to tell; a commit finds out in any case. */
  private static final long NANOS_BETWEEN_LOOKS = Duration.ofMillis(5).toNanos();

  private final RunSource source;
  private final long number;
  private final ClaimStore.@Nullable Claim claim;
  private final Map<RunId, Todo> unfinished = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private volatile boolean lost;
  private volatile long lookedNanos;

  /**
   * Creates a chunk that has just been claimed.
   *
   * @param source where its runs come from
   * @param claim the claim, or null if the store has none
   */
  OwnedChunk(
      RunSource source,
      long number,
      ClaimStore.@Nullable Claim claim,
      Collection<Todo> todos,
      LongSupplier nanoTime) {
    this.source = source;
    this.number = number;
    this.claim = claim;
    this.nanoTime = nanoTime;
    this.lookedNanos = nanoTime.getAsLong();
    todos.forEach(todo -> unfinished.put(todo.run().runId(), todo));
  }

  RunSource source() {
    return source;
  }

  long number() {
    return number;
  }

  /** Returns whether the chunk is still this controller's, as far as it has looked of late. */
  boolean isHeld() {
    if (lost || claim == null) {
      return !lost;
    }
    long now = nanoTime.getAsLong();
    if (now - lookedNanos < NANOS_BETWEEN_LOOKS) {
      return true;
    }
    if (!claim.isHeld()) {
      return false;
    }
    lookedNanos = now;
    return true;
  }

  /** A run is over; returns whether it was the last. */
  synchronized boolean finish(RunId runId) {
    return unfinished.remove(runId) != null && unfinished.isEmpty();
  }

  /** Returns the last of its runs that are not over, if there is one. */
  synchronized Optional<RunId> last() {
    return unfinished.keySet().stream().reduce((a, b) -> b);
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
