package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

/**
 * That there is a state.
 *
 * @param key the run, the attempt that saved it, and its name
 * @param sizeBytes number of its bytes
 */
public record StoredState(StateKey key, long sizeBytes) {
  public StoredState {
    requireNonNull(key, "key");
  }
}
