package io.metalab.store;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StoredState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states that attempts have saved: which of them counts, and when they go. How they are kept is
 * for each store. Safe for use by many threads.
 */
public abstract class RunStates {
  private static final Logger LOG = LoggerFactory.getLogger(RunStates.class);

  /** Each look finds a state that a later attempt is replacing; more than a few are a defect. */
  private static final int MOST_LOOKS = 100;

  private final Store store;
  private final Set<RunId> used = ConcurrentHashMap.newKeySet();

  /** Creates the states of a store. */
  protected RunStates(Store store) {
    this.store = store;
  }

  /** Saves a state as {@link StateStore#putState} says. */
  protected abstract void save(StateKey key, byte[] bytes);

  /** Returns the bytes of a state; empty if it has gone. */
  protected abstract Optional<byte[]> read(StateKey key);

  /** Returns every state that is there, of all runs. */
  protected abstract List<StoredState> list();

  /** Returns every state that is there, of one run. */
  protected abstract List<StoredState> list(RunId run);

  /** Deletes a state; does nothing if it has gone. */
  protected abstract void delete(StateKey key);

  /** Saves a state in place of those that this and earlier attempts saved under its name. */
  public final void put(StateKey key, byte[] bytes) {
    if (bytes.length > StateStore.MAX_BYTES) {
      throw new IllegalArgumentException(
          "The state '%s' of run %s has %d bytes; the most are %d. Leave out what can be computed again."
              .formatted(key.name(), key.runId().shortHex(), bytes.length, StateStore.MAX_BYTES));
    }
    used.add(key.runId());
    save(key, bytes);
    for (StoredState other : list(key.runId())) {
      if (other.key().name().equals(key.name()) && other.key().attempt() < key.attempt()) {
        delete(other.key());
      }
    }
  }

  /** Returns the state of a run that counts. */
  public final Optional<SavedState> find(RunId run, String name) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      Optional<StateKey> latest =
          counting(list(run)).stream()
              .map(StoredState::key)
              .filter(key -> key.name().equals(name))
              .findFirst();
      if (latest.isEmpty()) {
        return Optional.empty();
      }
      Optional<byte[]> bytes = read(latest.get());
      if (bytes.isPresent()) {
        used.add(run);
        return Optional.of(new SavedState(latest.get(), bytes.get()));
      }
    }
    throw new IllegalStateException("The state '%s' of run %s never stays.".formatted(name, run));
  }

  /** Returns the states of a run that count. */
  public final List<StoredState> of(RunId run) {
    return counting(list(run));
  }

  /** Returns the states that count, of all runs. */
  public final List<StoredState> all() {
    return counting(list());
  }

  /** Returns of each run and name the latest state, if no removal covers it. */
  private List<StoredState> counting(List<StoredState> states) {
    Map<RunId, Integer> removed = removed(runs(states));
    Map<String, Integer> latest = new HashMap<>();
    states.forEach(state -> latest.merge(owner(state), state.key().attempt(), Math::max));
    List<StoredState> counting = new ArrayList<>();
    for (StoredState state : states) {
      int attempt = state.key().attempt();
      if (attempt == latest.getOrDefault(owner(state), 0)
          && attempt > removed.getOrDefault(state.key().runId(), 0)) {
        counting.add(state);
      }
    }
    return counting;
  }

  private static String owner(StoredState state) {
    return state.key().runId().hex() + state.key().name();
  }

  /** Lets the states of a run go once its record is acknowledged, if that is a success. */
  public final CompletableFuture<Void> endWith(RunRecord record, CompletableFuture<Void> put) {
    boolean ends = record.status() == RunStatus.SUCCESS && used.remove(record.runId());
    return ends ? put.thenRun(() -> drop(record.runId())) : put;
  }

  /** The record is durable: what cannot be deleted now must not fail it, and is collected later. */
  private void drop(RunId run) {
    try {
      list(run).forEach(state -> delete(state.key()));
    } catch (MetalabException e) {
      LOG.warn(
          "The saved state of run {} could not be deleted from the store {}; 'metalab gc' deletes"
              + " it.",
          run.shortHex(),
          store.locator(),
          e);
    }
  }

  /** Lets the states go that a removal of a run covers. */
  public final void removed(RunId run) {
    int upTo = removed(List.of(run)).getOrDefault(run, 0);
    for (StoredState state : list(run)) {
      if (state.key().attempt() <= upTo) {
        delete(state.key());
      }
    }
  }

  /**
   * Deletes what nobody will continue from. States are listed before runs are looked up, and the
   * running record of an attempt is there before its state: none that is being made is taken.
   */
  public final List<StoredState> collect(boolean dryRun) {
    List<StoredState> states = list();
    Map<RunId, StoredRun> known = store.findRuns(runs(states));
    Set<StoredState> counting = new HashSet<>(counting(states));
    List<StoredState> unneeded = new ArrayList<>();
    for (StoredState state : states) {
      StoredRun run = known.get(state.key().runId());
      if (run == null || run.status() == RunStatus.SUCCESS || !counting.contains(state)) {
        unneeded.add(state);
      }
    }
    if (!dryRun) {
      unneeded.forEach(state -> delete(state.key()));
    }
    return unneeded;
  }

  /** Returns the error of saving the state of an attempt whose run was taken over. */
  public static MetalabException leaseLost(StateKey key, String store) {
    return new MetalabException(
        ErrorCode.LEASE_LOST,
        "The state '%s' of run %s attempt %d was not saved: this process was silent for longer than its lease, and another controller of the store %s took its runs over. Nothing needs to be done; that controller runs them."
            .formatted(key.name(), key.runId().shortHex(), key.attempt(), store));
  }

  private Map<RunId, Integer> removed(Collection<RunId> runs) {
    return store instanceof AnnotationStore annotations && !runs.isEmpty()
        ? annotations.removedAttempts(runs)
        : Map.of();
  }

  private static Set<RunId> runs(List<StoredState> states) {
    Set<RunId> runs = new LinkedHashSet<>();
    states.forEach(state -> runs.add(state.key().runId()));
    return runs;
  }
}
