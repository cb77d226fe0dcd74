package io.metalab.executor.process;

import io.metalab.api.executor.RunBody;
import java.time.Duration;
import java.util.Locale;

/**
 * The run that a worker executes now: when it began, whether it was told to stop, and when it is
 * given up. Guarded by {@link HandedRuns}.
 */
final class RunningTask {
  private final ProcessTask task;
  private final int number;
  private final long startNanos;
  private String endType = RunBody.WORKER_DIED;
  private String endReason = "";
  private long deadlineNanos;
  private boolean recalled;

  RunningTask(ProcessTask task, int number, long startNanos) {
    this.task = task;
    this.number = number;
    this.startNanos = startNanos;
  }

  ProcessTask task() {
    return task;
  }

  int number() {
    return number;
  }

  Duration elapsed(long nowNanos) {
    return Duration.ofNanos(nowNanos - startNanos);
  }

  /** Returns whether it takes longer than it may. */
  boolean isTooLong(long nowNanos) {
    Duration timeout = task.payload().timeout();
    return !timeout.isZero() && elapsed(nowNanos).compareTo(timeout) >= 0;
  }

  boolean isStopped() {
    return !endReason.isEmpty();
  }

  /** The run is told to stop, unless it was already; it is given up at the deadline. */
  void stop(String type, String reason, long newDeadlineNanos) {
    if (!isStopped()) {
      endType = type;
      endReason = reason;
      deadlineNanos = newDeadlineNanos;
    }
  }

  boolean isGivenUp(long nowNanos) {
    return isStopped() && nowNanos - deadlineNanos >= 0;
  }

  /** Returns the type of its error if its worker ends before it. */
  String endType() {
    return endType;
  }

  /** Returns why it was stopped, or the empty string. */
  String endReason() {
    return endReason;
  }

  /** Returns what a run is told that takes longer than it may. */
  String timeoutReason() {
    // As study files write it, such as 1m30s.
    String timeout =
        task.payload().timeout().toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    return RunBody.TIMEOUT + ": the attempt took longer than " + timeout;
  }

  /** Returns whether the runs behind it have been called back, and remembers that they are. */
  boolean recall() {
    boolean before = recalled;
    recalled = true;
    return before;
  }
}
