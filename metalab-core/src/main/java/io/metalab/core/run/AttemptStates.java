package io.metalab.core.run;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one attempt saves for later ones, and continues from; safe for use by many threads. */
final class AttemptStates {
  private final RunPayload payload;
  private final @Nullable StateStore store;
  private final String locator;
  private final BooleanSupplier over;
  private final Map<String, Map<String, Object>> continued = new TreeMap<>();
  private final Set<String> own = new HashSet<>();
  private boolean refused;

  /**
   * Creates the states of an attempt.
   *
   * @param store keeps the runs
   * @param over tells whether the attempt is over, whatever its thread may still do
   */
  AttemptStates(RunPayload payload, Store store, BooleanSupplier over) {
    this.payload = payload;
    this.store = store instanceof StateStore states ? states : null;
    this.locator = store.locator();
    this.over = over;
  }

  /** Saves a state; returns false if the store keeps none. */
  synchronized boolean save(String name, byte[] state) {
    StateKey key = new StateKey(payload.runId(), payload.attempt(), name);
    if (over.getAsBoolean()) {
      throw new MetalabException(
          ErrorCode.CAPTURE_CLOSED,
          "The state '%s' of run %s was not saved: attempt %d is over."
              .formatted(name, payload.runId().shortHex(), payload.attempt()));
    }
    if (store == null) {
      refused = true;
      return false;
    }
    store.putState(key, state);
    own.add(name);
    return true;
  }

  /**
   * Of a run that may be stopped early all reports count, so it continues from no other attempt.
   */
  synchronized Optional<byte[]> find(String name) {
    boolean startsAnew = payload.point().pruning().needsAllReports() && !own.contains(name);
    if (store == null || startsAnew) {
      return Optional.empty();
    }
    Optional<SavedState> found = store.findState(payload.runId(), name);
    if (!own.contains(name)) {
      found.ifPresent(state -> continued.put(name, described(state)));
    }
    return found.map(SavedState::bytes);
  }

  private static Map<String, Object> described(SavedState state) {
    return ImmutableMap.of(
        "attempt",
        (long) state.key().attempt(),
        "sha256",
        Hashing.sha256().hashBytes(state.bytes()).toString());
  }

  /** Returns what is to be recorded of where the attempt continued from, if it did. */
  synchronized Provenance provenance() {
    return continued.isEmpty()
        ? Provenance.NONE
        : new Provenance(Map.of("continued_from", new TreeMap<>(continued)));
  }

  /** Returns what a reader of the record should know. */
  synchronized Optional<String> remark() {
    return refused
        ? Optional.of(
            "The store %s keeps no state of runs: if this run is interrupted, it starts from its beginning."
                .formatted(locator))
        : Optional.empty();
  }
}
