package io.metalab.testkit.fault;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, threads of processes that are dead by a {@link SimulatedCrash} end without a
 * word, and what ends any other thread is kept for {@link #close} to tell.
 */
public final class UncaughtFailures implements AutoCloseable {
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final @Nullable UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  private UncaughtFailures() {}

  /** Starts to watch all threads of this process that have no handler of their own. */
  public static UncaughtFailures watch() {
    UncaughtFailures watching = new UncaughtFailures();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (!(failure instanceof SimulatedCrash)) {
            watching.failures.add(failure);
          }
        });
    return watching;
  }

  /**
   * Puts back what was told before.
   *
   * @throws AssertionError with the first failure, if there was one
   */
  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(before);
    Throwable first = failures.peek();
    if (first != null) {
      throw new AssertionError("A thread ended by an exception: " + first, first);
    }
  }
}
