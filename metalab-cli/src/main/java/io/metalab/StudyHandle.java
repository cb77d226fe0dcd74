package io.metalab;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.core.results.Results;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A study that is being executed, here or elsewhere, or was before, and the store that keeps it; to
 * be closed.
 */
public final class StudyHandle implements RunHandle, AutoCloseable {
  private final RunHandle handle;
  private final Store store;
  private final boolean here;

  /**
   * Creates a handle that owns a store.
   *
   * @param here whether this process executes the study with that store
   */
  StudyHandle(RunHandle handle, Store store, boolean here) {
    this.handle = requireNonNull(handle, "handle");
    this.store = requireNonNull(store, "store");
    this.here = here;
  }

  @Override
  public String study() {
    return handle.study();
  }

  @Override
  public StudyStatus status() {
    return handle.status();
  }

  @Override
  public List<RunId> running() {
    return handle.running();
  }

  @Override
  public StudyResult soFar() {
    return handle.soFar();
  }

  @Override
  public void drain() {
    handle.drain();
  }

  @Override
  public void cancel(String reason) {
    handle.cancel(reason);
  }

  @Override
  public StudyResult result() {
    return handle.result();
  }

  @Override
  public Optional<StudyResult> result(Duration timeout) {
    return handle.result(timeout);
  }

  @Override
  public Stream<RunRecord> gather() {
    return handle.gather();
  }

  /** Returns all runs of the study as they are now; read from the store as they are asked for. */
  public Results results() {
    return Results.of(store, study());
  }

  /** Returns the path or URI of the store, by which {@link Metalab#connect} finds the study. */
  public String locator() {
    return store.locator();
  }

  /**
   * Closes the store. A study that this process executes and that has not ended is drained first,
   * see {@link #drain}, and waited for; one that is executed elsewhere goes on.
   */
  @Override
  public void close() {
    try {
      if (here) {
        handle.drain();
        handle.result();
      }
    } finally {
      store.close();
    }
  }
}
