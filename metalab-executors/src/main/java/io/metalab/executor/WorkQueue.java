package io.metalab.executor;

import io.metalab.api.executor.LocalRun;
import io.metalab.api.executor.Resources;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The runs that wait for a worker, in order of submission, and the permits that running ones hold.
 *
 * <p>The first waiting run goes first: one that asks for much is never overtaken for ever by ones
 * that ask for little.
 */
final class WorkQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<LocalRun> waiting = new ArrayDeque<>();
  private boolean closed;
  private int idleWorkers;
  private int freeCpus;
  private long freeMemoryBytes;
  private int freeGpus;

  /** Creates a queue for runs that share what {@code capacity} has. */
  WorkQueue(Resources capacity) {
    this.freeCpus = capacity.cpus();
    this.freeMemoryBytes = capacity.memoryBytes();
    this.freeGpus = capacity.gpus();
  }

  void put(LocalRun run) {
    lock.lock();
    try {
      waiting.add(run);
      if (idleWorkers > 0) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a run and the permits it asks for; null once the queue is closed. */
  @Nullable LocalRun take() {
    lock.lock();
    try {
      while (!closed) {
        LocalRun head = waiting.peek();
        if (head != null && fits(head.payload().resources())) {
          waiting.remove();
          hold(head.payload().resources());
          return head;
        }
        idleWorkers++;
        work.awaitUninterruptibly();
        idleWorkers--;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Removes a run that was cancelled while it waited; another may go first now. */
  void withdraw(LocalRun run) {
    lock.lock();
    try {
      waiting.remove(run);
      work.signalAll();
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

  /** Hands out no more runs. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
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
