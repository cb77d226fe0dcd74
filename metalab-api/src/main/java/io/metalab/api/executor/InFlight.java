package io.metalab.api.executor;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many runs are in flight, from their acceptance to the completion of their futures; at most a
 * window of them. To be called while the lock is held that it was made with.
 */
public final class InFlight {
  private final Condition room;
  private final Condition none;
  private final int window;
  private final int refill;
  private int runs;
  private boolean closed;

  /** Creates a window of so many runs, guarded by the lock of their queue. */
  public InFlight(ReentrantLock lock, int window) {
    this.room = lock.newCondition();
    this.none = lock.newCondition();
    this.window = window;
    this.refill = Math.max(1, window / 4);
  }

  /**
   * Accepts a run; blocks while the window is full.
   *
   * @throws MetalabException with {@code CANCELLED} if this is closed or the thread interrupted
   */
  public void enter(RunId runId) {
    try {
      while (runs >= window && !closed) {
        room.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(
          ErrorCode.CANCELLED,
          "The thread was interrupted while run %s waited to be accepted.".formatted(runId),
          e);
    }
    if (closed) {
      throw new MetalabException(
          ErrorCode.CANCELLED, "The executor is closed and takes no run %s.".formatted(runId));
    }
    runs++;
  }

  /**
   * Gives back the place of a run whose future has completed.
   *
   * @param drained whether no run waits to be executed
   */
  public void leave(boolean drained) {
    runs--;
    // Waking the submitter for every single place would cost two context switches a run.
    if (runs <= window - refill || drained) {
      room.signal();
    }
    if (runs == 0) {
      none.signalAll();
    }
  }

  /** Accepts no more runs. */
  public void close() {
    closed = true;
    room.signalAll();
  }

  /** Returns whether no more runs are accepted. */
  public boolean isClosed() {
    return closed;
  }

  /** Waits until nothing is in flight, whether interrupted or not. */
  public void awaitNone() {
    while (runs > 0) {
      none.awaitUninterruptibly();
    }
  }
}
