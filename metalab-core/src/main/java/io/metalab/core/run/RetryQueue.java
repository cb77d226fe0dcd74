package io.metalab.core.run;

import io.metalab.api.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The runs that failed and wait to be tried again; used by one thread. */
final class RetryQueue {
  private final LongSupplier nanoTime;
  private final long origin;
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::dueNanos));

  /**
   * A run that waits.
   *
   * @param dueNanos when it is tried again, since the queue was made
   * @param run the run
   * @param failed the record of its last attempt
   */
  record Entry(long dueNanos, ActiveRun run, RunRecord failed) {}

  RetryQueue(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  void add(ActiveRun run, RunRecord failed, Duration delay) {
    entries.add(new Entry(now() + delay.toNanos(), run, failed));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns how long until the next run is due; for ever if there is none. */
  long nanosToNext() {
    Entry next = entries.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos() - now());
  }

  /** Returns a run that is due, or null. */
  @Nullable ActiveRun pollDue() {
    return entries.isEmpty() || nanosToNext() > 0 ? null : entries.remove().run();
  }

  /** Empties the queue. */
  List<Entry> drain() {
    List<Entry> drained = new ArrayList<>(entries);
    entries.clear();
    return drained;
  }

  private long now() {
    return nanoTime.getAsLong() - origin;
  }
}
