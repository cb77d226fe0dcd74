package io.metalab.store;

import io.metalab.api.RunId;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** States in this process. */
final class MemoryStates extends RunStates {
  private final Map<StateKey, byte[]> states = new ConcurrentHashMap<>();

  MemoryStates(Store store) {
    super(store);
  }

  @Override
  protected void save(StateKey key, byte[] bytes) {
    states.put(key, bytes.clone());
  }

  @Override
  protected Optional<byte[]> read(StateKey key) {
    return Optional.ofNullable(states.get(key)).map(byte[]::clone);
  }

  @Override
  protected List<StoredState> list() {
    return states.entrySet().stream()
        .map(entry -> new StoredState(entry.getKey(), entry.getValue().length))
        .toList();
  }

  @Override
  protected List<StoredState> list(RunId run) {
    return list().stream().filter(state -> state.key().runId().equals(run)).toList();
  }

  @Override
  protected void delete(StateKey key) {
    states.remove(key);
  }
}
