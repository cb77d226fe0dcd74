package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds out which runs have come to an end elsewhere since they were looked at. */
final class Settler {
  private final Store store;
  private final PlanScanner scanner;
  private final Tally tally;
  private final FailureLog failures;

  Settler(Store store, PlanScanner scanner, Tally tally, FailureLog failures) {
    this.store = store;
    this.scanner = scanner;
    this.tally = tally;
    this.failures = failures;
  }

  /** Counts the runs that are over and returns the others, in one look-up. */
  List<Todo> unsettled(List<Todo> todos) {
    List<RunId> ids = todos.stream().map(todo -> todo.run().runId()).toList();
    Map<RunId, StoredRun> stored = store.findRuns(ids);
    Map<RunId, Integer> removed = removedAttempts(store, ids, stored);
    List<Todo> left = new ArrayList<>(todos.size());
    for (Todo todo : todos) {
      RunId runId = todo.run().runId();
      StoredRun known = stored.get(runId);
      if (known == null) {
        left.add(new Todo(todo.run(), Math.max(todo.attempts(), removed.getOrDefault(runId, 0))));
      } else if (!isSettled(todo, known)) {
        left.add(new Todo(todo.run(), Math.max(todo.attempts(), known.attempt())));
      }
    }
    return left;
  }

  /** Returns the highest attempts of runs that are not stored any more. */
  static Map<RunId, Integer> removedAttempts(
      Store store, List<RunId> ids, Map<RunId, StoredRun> stored) {
    List<RunId> absent = ids.stream().filter(id -> !stored.containsKey(id)).toList();
    return !absent.isEmpty() && store instanceof AnnotationStore annotations
        ? annotations.removedAttempts(absent)
        : Map.of();
  }

  private boolean isSettled(Todo todo, StoredRun known) {
    RunId runId = todo.run().runId();
    if (known.attempt() > todo.attempts() && known.status() == RunStatus.FAILED) {
      tally.failed.incrementAndGet();
      store.findRunRecord(runId).ifPresent(failures::add);
      return true;
    }
    if (known.attempt() > todo.attempts() && known.status() == RunStatus.SUCCESS) {
      scanner.reused(RunIds.copyOf(List.of(runId)), false);
      return true;
    }
    return scanner.isDone(runId, known);
  }
}
