package io.metalab.core.results;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import java.util.List;

/** What attempts have saved for the next attempt at their run to continue from. */
public final class SavedWork {
  private SavedWork() {}

  /** Returns what is saved of a run; nothing once it has succeeded. */
  public static List<StoredState> of(RunId run, Store store) {
    boolean over =
        store.findRuns(List.of(run)).values().stream()
            .anyMatch(known -> known.status() == RunStatus.SUCCESS);
    return store instanceof StateStore states && !over ? states.states(run) : List.of();
  }

  /**
   * Returns how many runs of an experiment stopped before their end and continue from what they had
   * saved.
   *
   * @param experimentId {@code name:version}
   */
  public static long interruptedRuns(String experimentId, Store store) {
    if (!(store instanceof StateStore states)) {
      return 0;
    }
    List<RunId> runs = states.states().stream().map(state -> state.key().runId()).toList();
    return store.findRuns(runs).entrySet().stream()
        .filter(run -> isInterrupted(run.getValue().status()))
        .filter(run -> isOf(experimentId, run.getKey(), store))
        .count();
  }

  private static boolean isInterrupted(RunStatus status) {
    return status != RunStatus.SUCCESS && status != RunStatus.RUNNING;
  }

  private static boolean isOf(String experimentId, RunId run, Store store) {
    return store
        .findRunRecord(run)
        .filter(record -> record.experimentId().equals(experimentId))
        .isPresent();
  }
}
