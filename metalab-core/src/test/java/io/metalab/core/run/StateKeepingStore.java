package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.StoredState;
import io.metalab.testkit.InMemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store that keeps the states of runs for ever. */
final class StateKeepingStore extends InMemoryStore implements StateStore {
  private final Map<String, SavedState> states = new ConcurrentHashMap<>();

  @Override
  public void putState(StateKey key, byte[] bytes) {
    states.put(key.runId() + key.name(), new SavedState(key, bytes.clone()));
  }

  @Override
  public Optional<SavedState> findState(RunId runId, String name) {
    return Optional.ofNullable(states.get(runId + name));
  }

  @Override
  public List<StoredState> states(RunId runId) {
    return states().stream().filter(state -> state.key().runId().equals(runId)).toList();
  }

  @Override
  public List<StoredState> states() {
    return states.values().stream()
        .map(state -> new StoredState(state.key(), state.bytes().length))
        .toList();
  }

  @Override
  public List<StoredState> collectStates(boolean dryRun) {
    throw new AssertionError("Nobody collects in these tests.");
  }
}
