package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.executor.RunFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run between its submission and its record; it is started or withdrawn, never both. */
final class ActiveRun {
  private enum State {
    QUEUED,
    STARTED,
    WITHDRAWN
  }

  private final Todo todo;
  private final OwnedChunk chunk;
  private final int tries;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private volatile @Nullable RunFuture future;
  private volatile @Nullable String cancelled;

  /**
   * Creates a run.
   *
   * @param tries how many attempts of this session came before
   */
  ActiveRun(Todo todo, OwnedChunk chunk, int tries) {
    this.todo = todo;
    this.chunk = chunk;
    this.tries = tries;
  }

  Todo todo() {
    return todo;
  }

  RunId runId() {
    return todo.run().runId();
  }

  OwnedChunk chunk() {
    return chunk;
  }

  int tries() {
    return tries;
  }

  int attempt() {
    return todo.attempts() + tries + 1;
  }

  /** Returns the run to try again. */
  ActiveRun again() {
    return new ActiveRun(todo, chunk, tries + 1);
  }

  /** The executor has accepted the run. */
  void accepted(RunFuture newFuture, String reason) {
    future = newFuture;
    String asked = cancelled;
    if (asked != null) {
      newFuture.cancel(asked);
    } else if (state.get() == State.WITHDRAWN) {
      newFuture.cancel(reason);
    }
  }

  /** A worker wants to start; returns whether it may. */
  boolean start() {
    return state.compareAndSet(State.QUEUED, State.STARTED);
  }

  /** The worker that was to start has not; returns whether the run had been started. */
  boolean giveBack() {
    return state.compareAndSet(State.STARTED, State.QUEUED);
  }

  boolean isStarted() {
    return state.get() == State.STARTED;
  }

  /** Sees to it that the run never starts, unless it has. */
  void withdraw(String reason) {
    if (state.compareAndSet(State.QUEUED, State.WITHDRAWN)) {
      cancel(reason);
    }
  }

  /** Tells the run to stop, at the latest when the executor has accepted it. */
  void cancel(String reason) {
    cancelled = reason;
    RunFuture accepted = future;
    if (accepted != null) {
      accepted.cancel(reason);
    }
  }
}
