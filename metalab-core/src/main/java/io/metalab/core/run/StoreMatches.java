package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds results of equal computations that other experiments of the store have. */
final class StoreMatches {
  private final Store store;
  private final RunOptions options;
  private final String codeDigest;

  /**
   * A run whose result is there already.
   *
   * @param todo the run
   * @param source the run of another experiment that has the result
   * @param stale whether other code made it
   */
  record Match(Todo todo, RunId source, boolean stale) {}

  StoreMatches(StudySetup setup) {
    this.store = setup.store();
    this.options = setup.options();
    this.codeDigest = setup.provenance().codeDigest();
  }

  /** Returns the runs whose results may be taken over; asks the store twice, however many. */
  List<Match> find(List<Todo> todos) {
    Map<String, Todo> byComputation = new LinkedHashMap<>();
    for (Todo todo : todos) {
      byComputation.put(todo.run().computation(), todo);
    }
    Map<String, RunId> sources = store.findComputations(byComputation.keySet());
    Map<RunId, StoredRun> stored = store.findRuns(sources.values());
    List<Match> matches = new ArrayList<>();
    byComputation.forEach(
        (computation, todo) -> {
          RunId source = sources.get(computation);
          StoredRun run = source == null ? null : stored.get(source);
          if (source != null && run != null && run.status() == RunStatus.SUCCESS) {
            Decision decision = Decision.of(run, options, codeDigest);
            if (decision != Decision.RUN) {
              matches.add(new Match(todo, source, decision == Decision.REUSE_STALE));
            }
          }
        });
    return matches;
  }
}
