package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many runs may be in flight. Once it was full, submitters go on when a quarter of it is free,
 * so that their runs come in numbers that are worth a submission.
 */
final class Window {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition empty = lock.newCondition();
  private final int size;
  private int inFlight;
  private int blocked;
  private boolean closed;

  Window(int size) {
    this.size = size;
  }

  /**
   * Takes a place; blocks while there is none.
   *
   * @throws MetalabException with {@code CANCELLED} if the window is closed or the thread
   *     interrupted
   */
  void enter(RunId runId) {
    lock.lock();
    try {
      if (inFlight >= size && !closed) {
        blocked++;
        do {
          room.await();
        } while (inFlight >= size && !closed);
        blocked--;
      }
      if (closed) {
        throw new MetalabException(
            ErrorCode.CANCELLED, "The executor is closed and takes no run %s.".formatted(runId));
      }
      inFlight++;
    } catch (InterruptedException e) {
      blocked--;
      Thread.currentThread().interrupt();
      throw new MetalabException(
          ErrorCode.CANCELLED,
          "The thread was interrupted while run %s waited to be accepted.".formatted(runId),
          e);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a place back. */
  void leave() {
    lock.lock();
    try {
      inFlight--;
      if (inFlight <= size - Math.max(1, size / 4)) {
        room.signalAll();
      }
      if (inFlight == 0) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether somebody waits for a place. */
  boolean isFull() {
    lock.lock();
    try {
      return blocked > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all places are free, whether interrupted or not. */
  void awaitEmpty() {
    lock.lock();
    try {
      while (inFlight > 0) {
        empty.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
