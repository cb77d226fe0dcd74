package io.metalab.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does something again while it fails for reasons that pass; for many threads.
 *
 * <p>Nobody tells when a server is back, so it is asked: soon at first, as most reasons pass at
 * once, then ever less often, and at moments drawn by chance, so that the many who wait for it do
 * not all come at the same one.
 */
final class Patience {
  private static final long FIRST_MILLIS = 20;
  private static final long LAST_MILLIS = 1_000;

  /** What takes longer is worth a word. */
  private static final Duration UNNOTICED = Duration.ofSeconds(1);

  private final Duration limit;
  private final Predicate<SQLException> passing;
  private final Watch watch;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Creates patience.
   *
   * @param limit for how long something is begun again
   * @param passing whether what failed may go well later
   * @param watch is told what takes long
   */
  Patience(Duration limit, Predicate<SQLException> passing, Watch watch) {
    this(limit, passing, watch, System::nanoTime, CountDownLatch::await);
  }

  Patience(
      Duration limit,
      Predicate<SQLException> passing,
      Watch watch,
      LongSupplier nanoTime,
      Pause pause) {
    this.limit = limit;
    this.passing = passing;
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Is told by whichever thread waits first that something fails, and by the next for which it goes
   * well that it is over.
   */
  interface Watch {
    void waiting(SQLException failure);

    void over();
  }

  /** Waits for a latch; returns whether it has opened. */
  interface Pause {
    boolean await(CountDownLatch latch, long time, TimeUnit unit) throws InterruptedException;
  }

  /** Something that may fail. */
  interface Attempt<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  /**
   * Returns what the first attempt that goes well returns.
   *
   * @throws SQLException the last failure, if it is none that passes, if the limit is over, if
   *     nobody waits any more, or if the thread is interrupted, which it stays
   */
  <T extends @Nullable Object> T run(Attempt<T> attempt) throws SQLException {
    long start = nanoTime.getAsLong();
    for (long millis = FIRST_MILLIS; ; millis = Math.min(LAST_MILLIS, 2 * millis)) {
      try {
        T result = attempt.run();
        if (told.get() && told.compareAndSet(true, false)) {
          watch.over();
        }
        return result;
      } catch (SQLException e) {
        long waited = nanoTime.getAsLong() - start;
        if (waited >= limit.toNanos() || !passing.test(e)) {
          throw e;
        }
        if (waited >= UNNOTICED.toNanos() && told.compareAndSet(false, true)) {
          watch.waiting(e);
        }
        if (isEndedWithin(millis)) {
          throw e;
        }
      }
    }
  }

  /** Waits for half of a time at least; returns whether waiting is over. */
  private boolean isEndedWithin(long millis) {
    try {
      long some = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
      return pause.await(ended, some, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends all waiting, at once and for good. */
  void end() {
    ended.countDown();
  }
}
