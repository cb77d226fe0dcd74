package io.metalab.executor.hazelcast;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * The runs that a member executes now, for whichever driver, so that a driver that takes over a
 * study waits for them instead of starting them again.
 */
final class ExecutingRuns {
  private final ConcurrentMap<Key, CompletableFuture<RunRecord>> runs = new ConcurrentHashMap<>();

  private record Key(String locator, RunId runId) {}

  /**
   * Notes that a run starts, unless it is executed already.
   *
   * @param end to be completed when it has ended
   * @return what completes with its record if it is executed already
   */
  Optional<CompletableFuture<RunRecord>> start(
      String locator, RunId runId, CompletableFuture<RunRecord> end) {
    Key key = new Key(locator, runId);
    CompletableFuture<RunRecord> already = runs.putIfAbsent(key, end);
    if (already == null) {
      var unused = end.whenComplete((record, problem) -> runs.remove(key, end));
    }
    return Optional.ofNullable(already);
  }

  /** Returns what completes with the record of a run, if it is executed now. */
  Optional<CompletableFuture<RunRecord>> find(String locator, RunId runId) {
    return Optional.ofNullable(runs.get(new Key(locator, runId)));
  }

  /** Returns the runs of a store that are executed now, and what completes with their records. */
  Map<RunId, CompletableFuture<RunRecord>> of(String locator) {
    return runs.entrySet().stream()
        .filter(run -> run.getKey().locator().equals(locator))
        .collect(Collectors.toUnmodifiableMap(run -> run.getKey().runId(), Map.Entry::getValue));
  }
}
