package io.metalab.executor;

import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The runs that wait for a worker, in order of submission, and the permits that running ones hold.
 *
 * <p>A run is in flight from {@link #put} to {@link #leave}. The first waiting run goes first: one
 * that asks for much is never overtaken for ever by ones that ask for little.
 */
final class WorkQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<ThreadTask> waiting = new ArrayDeque<>();
  private final InFlight inFlight;
  private int idleWorkers;
  private int freeCpus;
  private long freeMemoryBytes;
  private int freeGpus;

  /** Creates a queue for at most {@code window} runs in flight on what {@code capacity} has. */
  WorkQueue(int window, Resources capacity) {
    this.inFlight = new InFlight(lock, window);
    this.freeCpus = capacity.cpus();
    this.freeMemoryBytes = capacity.memoryBytes();
    this.freeGpus = capacity.gpus();
  }

  /**
   * Accepts a run; blocks while the window is full.
   *
   * @throws MetalabException with {@code CANCELLED} if the queue is closed or the thread
   *     interrupted
   */
  void put(ThreadTask task) {
    lock.lock();
    try {
      inFlight.enter(task.runId());
      waiting.add(task);
      if (idleWorkers > 0) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a run and the permits it asks for; null once the queue is closed and drained. */
  @Nullable ThreadTask take() {
    lock.lock();
    try {
      while (true) {
        ThreadTask head = waiting.peek();
        if (head != null && fits(head.payload().resources())) {
          waiting.remove();
          hold(head.payload().resources());
          return head;
        }
        if (head == null && inFlight.isClosed()) {
          return null;
        }
        idleWorkers++;
        work.awaitUninterruptibly();
        idleWorkers--;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes a run that still waits; returns whether it did. */
  boolean withdraw(ThreadTask task) {
    lock.lock();
    try {
      boolean waited = waiting.remove(task);
      work.signalAll();
      return waited;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the permits of a run whose operation is over. */
  void release(Resources resources) {
    lock.lock();
    try {
      freeCpus += resources.cpus();
      freeMemoryBytes += resources.memoryBytes();
      freeGpus += resources.gpus();
      if (idleWorkers > 0 && !waiting.isEmpty()) {
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the place of a run whose future has completed. */
  void leave() {
    lock.lock();
    try {
      inFlight.leave(waiting.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** Accepts no more runs; returns those that wait, for the caller to complete. */
  List<ThreadTask> close() {
    lock.lock();
    try {
      inFlight.close();
      List<ThreadTask> withdrawn = new ArrayList<>(waiting);
      waiting.clear();
      work.signalAll();
      return withdrawn;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is in flight, whether interrupted or not. */
  void awaitEmpty() {
    lock.lock();
    try {
      inFlight.awaitNone();
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Resources resources) {
    return resources.cpus() <= freeCpus
        && resources.memoryBytes() <= freeMemoryBytes
        && resources.gpus() <= freeGpus;
  }

  private void hold(Resources resources) {
    freeCpus -= resources.cpus();
    freeMemoryBytes -= resources.memoryBytes();
    freeGpus -= resources.gpus();
    if (idleWorkers > 0 && !waiting.isEmpty()) {
      work.signal();
    }
  }
}
