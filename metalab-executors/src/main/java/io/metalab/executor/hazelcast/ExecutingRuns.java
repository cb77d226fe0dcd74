package io.metalab.executor.hazelcast;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The runs that a member executes now, for whichever driver, so that a driver that takes over a
 * study waits for them instead of starting them again.
 */
final class ExecutingRuns {
  private final ConcurrentMap<Key, CompletableFuture<RunRecord>> runs = new ConcurrentHashMap<>();

  private record Key(String locator, RunId runId) {}

  /** Notes that a run has started; returns what is to be completed when it has ended. */
  CompletableFuture<RunRecord> add(String locator, RunId runId) {
    Key key = new Key(locator, runId);
    CompletableFuture<RunRecord> end = new CompletableFuture<>();
    runs.put(key, end);
    var unused = end.whenComplete((record, problem) -> runs.remove(key, end));
    return end;
  }

  /** Returns what completes with the record of a run, if it is executed now. */
  Optional<CompletableFuture<RunRecord>> find(String locator, RunId runId) {
    return Optional.ofNullable(runs.get(new Key(locator, runId)));
  }

  /** Returns the runs of a store that are executed now. */
  List<RunId> of(String locator) {
    return runs.keySet().stream()
        .filter(key -> key.locator().equals(locator))
        .map(Key::runId)
        .toList();
  }
}
