package io.metalab.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

  private final Duration limit;
  private final Predicate<SQLException> passing;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Creates patience.
   *
   * @param limit for how long something is begun again
   * @param passing whether what failed may go well later
   */
  Patience(Duration limit, Predicate<SQLException> passing) {
    this.limit = limit;
    this.passing = passing;
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
    long start = System.nanoTime();
    for (long millis = FIRST_MILLIS; ; millis = Math.min(LAST_MILLIS, 2 * millis)) {
      try {
        return attempt.run();
      } catch (SQLException e) {
        boolean late = System.nanoTime() - start >= limit.toNanos();
        if (late || !passing.test(e) || isEndedWithin(millis)) {
          throw e;
        }
      }
    }
  }

  /** Waits for half of a time at least; returns whether waiting is over. */
  private boolean isEndedWithin(long millis) {
    try {
      long some = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
      return ended.await(some, TimeUnit.MILLISECONDS);
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
