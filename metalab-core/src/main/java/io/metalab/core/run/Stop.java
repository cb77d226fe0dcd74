package io.metalab.core.run;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session is to stop before all is done, and why: the first reason counts, which only a
 * cancellation overrules. Safe for use by many threads.
 */
final class Stop {
  private final AtomicReference<@Nullable Ending> asked = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Asks for a stop; returns false, and changes nothing, if it was asked for already. */
  boolean ask(Ending reason) {
    return asked.compareAndSet(null, reason);
  }

  /** Returns whether this is the reason that counts. */
  boolean is(Ending reason) {
    return asked.get() == reason;
  }

  /** Asks for a stop by cancellation, whatever was asked for before. */
  void cancel() {
    asked.set(Ending.CANCELLED);
  }

  /** Stops because the session cannot go on; returns false if it could not go on already. */
  boolean fail(Throwable problem) {
    return failure.compareAndSet(null, problem);
  }

  /** Returns whether there is a reason to stop. */
  boolean isAsked() {
    return asked.get() != null || failure.get() != null;
  }

  /** Returns why the session cannot go on, or null if it can. */
  @Nullable Throwable failure() {
    return failure.get();
  }

  /**
   * Returns why the session ended. One that was to start no more runs, but had none left to start,
   * is complete.
   */
  Ending ending(RunCounts counts) {
    Ending reason = asked.get();
    boolean overtaken = reason == Ending.DRAINED || reason == Ending.LIMIT;
    return reason == null || (overtaken && counts.todo() == 0) ? Ending.COMPLETE : reason;
  }
}
