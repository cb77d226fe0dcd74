package io.metalab.executor.process;

import io.metalab.api.executor.Resources;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What one worker has been handed and has not given back; guarded by the lock of its queue.
 *
 * <p>A worker that is handed its next runs while it still executes does not wait for them, but a
 * run behind a long one waits for nothing. So it is handed about {@value #AHEAD_MILLIS} ms of work,
 * by what runs have cost so far: hundreds of short runs, and of long ones no more than it executes.
 */
final class Lane {
  private static final int AHEAD_MILLIS = 5;
  private static final double AHEAD_NANOS = AHEAD_MILLIS * 1e6;

  /** What a run costs besides the time that its record tells. */
  private static final double OVERHEAD_NANOS = 20_000;

  private static final int MOST_AHEAD = 256;
  private static final double WEIGHT_OF_LAST = 0.2;

  private final Condition changed;
  private boolean manned;
  private boolean starting;
  private int handed;
  private double costNanos = AHEAD_NANOS;
  private @Nullable Resources held;

  Lane(Condition changed) {
    this.changed = changed;
  }

  Condition changed() {
    return changed;
  }

  /** Returns whether its worker has been started and has not ended. */
  boolean isManned() {
    return manned;
  }

  void manned(boolean now) {
    manned = now;
  }

  /** Returns whether its worker is about to be started, for a run that waits. */
  boolean isStarting() {
    return starting;
  }

  void starting(boolean now) {
    starting = now;
  }

  int handed() {
    return handed;
  }

  /** Returns what the runs of this worker hold, or null while it has none. */
  @Nullable Resources held() {
    return held;
  }

  void hand(Resources resources) {
    held = resources;
    handed++;
  }

  /** Takes one run back; returns whether it was the last one. */
  boolean giveBack() {
    handed--;
    return handed == 0;
  }

  void release() {
    held = null;
  }

  /** Returns how many runs the worker should have at most. */
  int limit() {
    return (int) Math.max(1, Math.min(MOST_AHEAD, AHEAD_NANOS / costNanos));
  }

  /** Learns what a run has cost. */
  void learn(Duration cost) {
    double last = cost.toNanos() + OVERHEAD_NANOS;
    costNanos += WEIGHT_OF_LAST * (last - costNanos);
  }

  /** Learns that a run costs more than it is worth to hand out runs behind it. */
  void learnLong() {
    costNanos = Math.max(costNanos, AHEAD_NANOS);
  }
}
