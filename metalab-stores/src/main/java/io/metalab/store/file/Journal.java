package io.metalab.store.file;

import com.google.common.util.concurrent.Uninterruptibles;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.store.Announcements;
import io.metalab.store.CommitQueue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Between those who hand over and the one thread that writes.
 *
 * <p>The thread commits whatever is queued, and hands the outcomes to a second thread that
 * completes the futures, so that what people do on completion holds up no sync. Documents and
 * annotations are completed at once: their callers only wait.
 */
final class Journal implements CommitQueue.Committer<Entry> {
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
  private final Announcements<Entry> announcements = new Announcements<>(Entry::recordOf);
  private final CommitQueue<Entry> queue = new CommitQueue<>(Entry::weight, this);
  private final ExecutorService acknowledger;
  private volatile @Nullable Throwable closeFailure;

  Journal(Layout layout, SyncMode sync, JournalWriter writer) {
    this.layout = layout;
    this.sync = sync;
    this.writer = writer;
    this.acknowledger =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "metalab-acknowledge");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Queues an entry; waits while the window is full, even if interrupted.
   *
   * @throws MetalabException if the store is closed
   */
  void submit(Entry entry) {
    if (!queue.submit(entry)) {
      throw closed(layout);
    }
  }

  static MetalabException closed(Layout layout) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s is closed. Open it again to use it.".formatted(layout.root()));
  }

  /** Waits until everything submitted so far is in its file, be it durable or not. */
  void awaitWritten() {
    queue.awaitCommitted();
  }

  @Override
  public boolean isHolding() {
    return announcements.isPending();
  }

  @Override
  public void end() {
    try {
      writer.close();
    } catch (IOException | RuntimeException | Error e) {
      closeFailure = e;
    }
  }

  @Override
  public int commit(List<Entry> batch) {
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
    queue.close();
    acknowledger.shutdown();
    var unused =
        Uninterruptibles.awaitTerminationUninterruptibly(acknowledger, 1, TimeUnit.MINUTES);
    return closeFailure;
  }
}
