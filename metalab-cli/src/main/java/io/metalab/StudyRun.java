package io.metalab;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.Store;
import io.metalab.core.results.Results;
import io.metalab.core.run.StudyResult;

/** A study that was run, and the store that keeps it; close it when its results have been read. */
public final class StudyRun implements AutoCloseable {
  private final String experimentId;
  private final Store store;
  private final StudyResult outcome;

  StudyRun(String experimentId, Store store, StudyResult outcome) {
    this.experimentId = requireNonNull(experimentId, "experimentId");
    this.store = requireNonNull(store, "store");
    this.outcome = requireNonNull(outcome, "outcome");
  }

  /** Returns how the session ended. */
  public StudyResult outcome() {
    return outcome;
  }

  /** Returns all runs of the study; read from the store as they are asked for. */
  public Results results() {
    return Results.of(store, experimentId);
  }

  @Override
  public void close() {
    store.close();
  }
}
