package io.metalab.store;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue and the one thread that commits it: whatever is queued goes together, as soon as
 * the last commit is over. Safe for use by many threads.
 *
 * @param <E> what is committed
 */
public final class CommitQueue<E> {
  private static final long WINDOW_BYTES = 32L << 20;
  private static final int BATCH_BYTES = 4 << 20;

  private final ToIntFunction<E> weight;
  private final Committer<E> committer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private final Condition advanced = lock.newCondition();
  private List<E> queue = new ArrayList<>();
  private long queuedBytes;
  private long submitted;
  private long committed;
  private boolean closing;
  private @Nullable Thread thread;

  /**
   * Commits what was queued; used by the queue's thread alone, and throws nothing: who waits for an
   * entry is told what became of it.
   */
  public interface Committer<E> {
    /**
     * Commits a batch and what was held back before, but may hold some back.
     *
     * @param batch empty if only what was held back is due
     * @return how many entries are over and done with
     */
    int commit(List<E> batch);

    /** Returns whether something is held back, so that a commit is due even of nothing new. */
    boolean isHolding();

    /** Is called once all has been committed. */
    void end();
  }

  /**
   * Creates an empty queue, whose thread starts with the first entry.
   *
   * @param weight how many bytes of the window an entry takes up, the same at each call
   */
  public CommitQueue(ToIntFunction<E> weight, Committer<E> committer) {
    this.weight = weight;
    this.committer = committer;
  }

  /**
   * Queues an entry; waits while the window is full, even if interrupted.
   *
   * @return false if the queue is closed
   */
  public boolean submit(E entry) {
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
      queue.add(entry);
      queuedBytes += weight.applyAsInt(entry);
      submitted++;
      queued.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything submitted so far was committed or has failed, even if interrupted. */
  public void awaitCommitted() {
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
    List<E> batch = take();
    while (!batch.isEmpty() || committer.isHolding()) {
      int done = committer.commit(batch);
      lock.lock();
      try {
        committed += done;
        advanced.signalAll();
      } finally {
        lock.unlock();
      }
      batch = take();
    }
    committer.end();
  }

  /** Returns what is next; nothing if only what is held back is due, or once all is over. */
  private List<E> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing && !committer.isHolding()) {
        queued.awaitUninterruptibly();
      }
      List<E> batch = queue;
      int count = 0;
      for (long bytes = 0; count < batch.size() && bytes < BATCH_BYTES; count++) {
        bytes += weight.applyAsInt(batch.get(count));
      }
      queue = new ArrayList<>(batch.subList(count, batch.size()));
      batch.subList(count, batch.size()).clear();
      for (E entry : batch) {
        queuedBytes -= weight.applyAsInt(entry);
      }
      advanced.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is queued and waits, even if interrupted, until the thread has ended. */
  public void close() {
    Thread committing;
    lock.lock();
    try {
      closing = true;
      queued.signalAll();
      advanced.signalAll();
      committing = thread;
    } finally {
      lock.unlock();
    }
    if (committing != null) {
      Uninterruptibles.joinUninterruptibly(committing);
    }
  }
}
