package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue between those who hand over and the one thread that writes.
 *
 * <p>The thread takes whatever is queued, commits it, and hands the outcomes to a second thread
 * that completes the futures, so that what people do on completion holds up no sync. Documents and
 * annotations are completed at once: their callers only wait.
 */
final class Journal {
  private static final long WINDOW_BYTES = 32L << 20;
  private static final int BATCH_BYTES = 4 << 20;

  /** A future whose only use is that its creator waits for it. */
  static final class Awaited extends CompletableFuture<Void> {}

  private record Outcome(CompletableFuture<Void> done, @Nullable Throwable failure) {
    void complete() {
      if (failure == null) {
        done.complete(null);
      } else {
        done.completeExceptionally(failure);
      }
    }
  }

  private final Layout layout;
  private final SyncMode sync;
  private final JournalWriter writer;
  private final Announcements announcements = new Announcements();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private final Condition advanced = lock.newCondition();
  private final ExecutorService acknowledger;
  private List<Entry> queue = new ArrayList<>();
  private long queuedBytes;
  private long submitted;
  private long written;
  private boolean closing;
  private @Nullable Thread thread;
  private @Nullable Throwable closeFailure;

  Journal(Layout layout, SyncMode sync, JournalWriter writer) {
    this.layout = layout;
    this.sync = sync;
    this.writer = writer;
    this.acknowledger =
        Executors.newSingleThreadExecutor(task -> daemon(task, "metalab-acknowledge"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread created = new Thread(task, name);
    created.setDaemon(true);
    return created;
  }

  /**
   * Queues an entry; waits while the window is full, even if interrupted.
   *
   * @throws MetalabException if the store is closed
   */
  void submit(Entry entry) {
    lock.lock();
    try {
      while (queuedBytes >= WINDOW_BYTES && !closing) {
        advanced.awaitUninterruptibly();
      }
      if (closing) {
        throw closed(layout);
      }
      if (thread == null) {
        thread = daemon(this::run, "metalab-commit");
        thread.start();
      }
      queue.add(entry);
      queuedBytes += entry.weight();
      submitted++;
      queued.signal();
    } finally {
      lock.unlock();
    }
  }

  static MetalabException closed(Layout layout) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s is closed. Open it again to use it.".formatted(layout.root()));
  }

  /** Waits until everything submitted so far is in its file, be it durable or not. */
  void awaitWritten() {
    lock.lock();
    try {
      long ticket = submitted;
      while (written < ticket && thread != null && thread.isAlive()) {
        advanced.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<Entry> batch = take();
    while (!batch.isEmpty() || announcements.isPending()) {
      int entries = commit(batch);
      lock.lock();
      try {
        written += entries;
        advanced.signalAll();
      } finally {
        lock.unlock();
      }
      batch = take();
    }
    try {
      writer.close();
    } catch (IOException | RuntimeException | Error e) {
      closeFailure = e;
    }
  }

  /**
   * Returns the next entries; none if the next commit is of announcements alone, or once the
   * journal is closed and empty.
   */
  private List<Entry> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing && !announcements.isPending()) {
        queued.awaitUninterruptibly();
      }
      List<Entry> batch = queue;
      int count = 0;
      for (long bytes = 0; count < batch.size() && bytes < BATCH_BYTES; count++) {
        bytes += batch.get(count).weight();
      }
      queue = new ArrayList<>(batch.subList(count, batch.size()));
      batch.subList(count, batch.size()).clear();
      for (Entry entry : batch) {
        queuedBytes -= entry.weight();
      }
      advanced.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many entries were committed. */
  private int commit(List<Entry> batch) {
    if (sync != SyncMode.EACH) {
      return commitTogether(announcements.due(batch));
    }
    int entries = 0;
    List<Entry> part = new ArrayList<>();
    for (Entry entry : batch) {
      part.add(entry);
      if (!(entry instanceof Entry.Running || entry instanceof Entry.Chunk)) {
        entries += commitTogether(announcements.due(part));
        part = new ArrayList<>();
      }
    }
    return entries + commitTogether(announcements.due(part));
  }

  private int commitTogether(List<Entry> batch) {
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    try {
      writer.commit(batch, (done, failure) -> outcomes.add(new Outcome(done, failure)));
    } catch (RuntimeException | Error e) {
      outcomes.clear();
      for (Entry entry : batch) {
        if (entry instanceof Entry.Acknowledged waiting) {
          outcomes.add(new Outcome(waiting.done(), e));
        }
      }
    }
    List<Outcome> later = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      if (outcome.done() instanceof Awaited) {
        outcome.complete();
      } else {
        later.add(outcome);
      }
    }
    if (!later.isEmpty()) {
      acknowledger.execute(() -> later.forEach(Outcome::complete));
    }
    return batch.size();
  }

  /** Commits what is queued, then ends both threads; returns what went wrong, or null. */
  @Nullable Throwable close() {
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
    boolean interrupted = false;
    while (committer != null && committer.isAlive()) {
      try {
        committer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    acknowledger.shutdown();
    try {
      acknowledger.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return closeFailure;
  }
}
