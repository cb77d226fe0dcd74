package io.metalab.cli;

import java.time.Duration;

/** How a command waits for what other processes do. */
@FunctionalInterface
public interface Pause {
  /** Waits for about this time. */
  void await(Duration time) throws InterruptedException;

  /** Returns the pause that lets the thread sleep. */
  static Pause sleeping() {
    return time -> Thread.sleep(time.toMillis());
  }
}
