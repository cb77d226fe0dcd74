package io.metalab.store.jdbc;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue and the thread that commits it: whatever is queued goes together, as soon as the last
 * commit is over.
 *
 * <p>An attempt that begins while others end is committed one commit later, and not at all if it is
 * over by then; so short runs are written once.
 */
final class Lane {
  private static final long WINDOW_BYTES = 32L << 20;
  private static final int BATCH_BYTES = 4 << 20;

  private final Consumer<List<Pending>> commit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private final Condition advanced = lock.newCondition();
  private List<Pending> queue = new ArrayList<>();
  private List<Pending> heldBack = new ArrayList<>();
  private long queuedBytes;
  private long submitted;
  private long committed;
  private boolean closing;
  private @Nullable Thread thread;

  /**
   * Creates a lane.
   *
   * @param commit commits a batch, and tells those who wait for it; throws nothing
   */
  Lane(Consumer<List<Pending>> commit) {
    this.commit = commit;
  }

  /**
   * Queues something; waits while the window is full, even if interrupted.
   *
   * @return false if the lane is closed
   */
  boolean submit(Pending pending) {
    lock.lock();
    try {
      while (queuedBytes >= WINDOW_BYTES && !closing) {
        advanced.awaitUninterruptibly();
      }
      if (closing) {
        return false;
      }
      if (thread == null) {
        Thread started = new Thread(this::run, "metalab-commit");
        started.setDaemon(true);
        thread = started;
        started.start();
      }
      queue.add(pending);
      queuedBytes += pending.weight();
      submitted++;
      queued.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything submitted so far was committed or has failed. */
  void awaitCommitted() {
    lock.lock();
    try {
      long ticket = submitted;
      while (committed < ticket && thread != null && thread.isAlive()) {
        advanced.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<Pending> batch = take();
    while (!batch.isEmpty() || !heldBack.isEmpty()) {
      int count = batch.size();
      commit.accept(due(batch));
      lock.lock();
      try {
        committed += count;
        advanced.signalAll();
      } finally {
        lock.unlock();
      }
      batch = take();
    }
  }

  /** Returns what is next; nothing if only what is held back is due, or once all is over. */
  private List<Pending> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing && heldBack.isEmpty()) {
        queued.awaitUninterruptibly();
      }
      List<Pending> batch = queue;
      int count = 0;
      for (long bytes = 0; count < batch.size() && bytes < BATCH_BYTES; count++) {
        bytes += batch.get(count).weight();
      }
      queue = new ArrayList<>(batch.subList(count, batch.size()));
      batch.subList(count, batch.size()).clear();
      for (Pending pending : batch) {
        queuedBytes -= pending.weight();
      }
      advanced.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Returns what was held back and the batch, less what is held back now. */
  private List<Pending> due(List<Pending> batch) {
    Set<Pending.Key> ended = Pending.ended(batch);
    List<Pending> due = heldBack;
    heldBack = new ArrayList<>();
    for (Pending pending : batch) {
      boolean waits =
          pending instanceof Pending.Attempt attempt
              && !attempt.isFinished()
              && !ended.isEmpty()
              && !ended.contains(attempt.key());
      (waits ? heldBack : due).add(pending);
    }
    return due;
  }

  /** Commits what is queued and ends the thread. */
  void close() {
    Thread committer;
    lock.lock();
    try {
      closing = true;
      queued.signalAll();
      advanced.signalAll();
      committer = thread;
    } finally {
      lock.unlock();
    }
    if (committer != null) {
      Uninterruptibles.joinUninterruptibly(committer);
    }
  }
}
