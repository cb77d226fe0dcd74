package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

/**
 * A state as it was saved.
 *
 * @param key the run, the attempt that saved it, and its name
 * @param bytes what it is; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record SavedState(StateKey key, byte[] bytes) {
  public SavedState {
    requireNonNull(key, "key");
    requireNonNull(bytes, "bytes");
  }
}
