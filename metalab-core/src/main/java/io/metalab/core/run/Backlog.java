package io.metalab.core.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The runs that have been submitted and not started: enough of them keep the executor busy, and
 * more would be missing from the other controllers of the study. Safe for use by many threads.
 *
 * <p>Enough is as many as are executed at once, or as many as end within a second where runs are
 * short.
 */
final class Backlog {
  private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long FAST = 100;

  private final LongSupplier nanoTime;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private volatile long least = Long.MAX_VALUE;
  private volatile boolean full;
  private long beforeNanos;
  private long endedBefore;
  private long spanNanos;
  private long endedAtSpan;

  Backlog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.beforeNanos = nanoTime.getAsLong();
    this.spanNanos = beforeNanos;
  }

  /** Sets how many runs are executed at once; there is never enough until it is set. */
  void parallelism(long runs) {
    least = runs;
  }

  /** A run waits to be started, for the first time or again. */
  void add() {
    waiting.incrementAndGet();
  }

  /** A run waits no longer, since it was withdrawn. */
  void remove() {
    waiting.decrementAndGet();
  }

  /**
   * A run that waited has started.
   *
   * @return whether somebody who was told that it is enough should look again
   */
  boolean start() {
    waiting.decrementAndGet();
    return isWanting();
  }

  /**
   * A run that had started has ended.
   *
   * @return whether somebody who was told that it is enough should look again
   */
  boolean end() {
    ended.incrementAndGet();
    return isWanting();
  }

  private boolean isWanting() {
    if (!full || waiting.get() >= enough()) {
      return false;
    }
    full = false;
    return true;
  }

  /** Returns whether no more runs are wanted for now. */
  boolean isFull() {
    // Told before the look: a run that starts or ends in between is one to look again for.
    full = true;
    full = waiting.get() >= enough();
    return full;
  }

  /** Returns whether runs end faster than any of them needs to be looked at by itself. */
  boolean isFast() {
    return endsPerSecond() > FAST;
  }

  private long enough() {
    return least == Long.MAX_VALUE ? least : Math.max(least, endsPerSecond());
  }

  /** Counts over the last one to two seconds: a shorter time would say nothing of long runs. */
  private synchronized long endsPerSecond() {
    long now = nanoTime.getAsLong();
    long count = ended.get();
    if (now - spanNanos >= SPAN_NANOS) {
      beforeNanos = spanNanos;
      endedBefore = endedAtSpan;
      spanNanos = now;
      endedAtSpan = count;
    }
    long nanos = now - beforeNanos;
    return nanos > 0 ? (long) ((count - endedBefore) * (double) SPAN_NANOS / nanos) : 0;
  }
}
