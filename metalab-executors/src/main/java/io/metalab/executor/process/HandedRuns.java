package io.metalab.executor.process;

import io.metalab.api.executor.RunBody;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a worker was handed and has not ended, by their numbers there, and which of them it
 * executes; safe for use by many threads.
 */
final class HandedRuns {
  /** A run that takes longer keeps those behind it from workers that have nothing to do. */
  private static final Duration LONG = Duration.ofMillis(20);

  private final Map<Integer, ProcessTask> handed = new LinkedHashMap<>();
  private @Nullable RunningTask running;
  private @Nullable ProcessTask over;
  private int overNumber;
  private int lastNumber;
  private boolean closed;
  private OptionalLong answerByNanos = OptionalLong.empty();

  /** What is to be done about a worker. */
  enum Duty {
    NOTHING,
    /** The run takes too long; it has been marked as stopped. */
    STOP,
    /** The run goes on though it was stopped, or the worker does not answer. */
    KILL,
    /** Runs wait behind a long one. */
    RECALL
  }

  /**
   * What a worker leaves behind.
   *
   * @param last the run that it executed, if it did
   * @param unstarted those that it had not started, in order
   */
  record Rest(Optional<RunningTask> last, List<ProcessTask> unstarted) {}

  /** Adds a run; returns its number, or 0 if the worker is gone. */
  synchronized int add(ProcessTask task) {
    if (closed) {
      return 0;
    }
    handed.put(++lastNumber, task);
    return lastNumber;
  }

  /** Returns how many runs were added. */
  synchronized int count() {
    return lastNumber;
  }

  synchronized List<ProcessTask> tasks() {
    return List.copyOf(handed.values());
  }

  /**
   * Returns the run of a number, or null if there is none; the one that ended last, too, since a
   * thread that it has left behind may still say something of it.
   */
  synchronized @Nullable ProcessTask find(int number) {
    ProcessTask task = handed.get(number);
    return task == null && number == overNumber ? over : task;
  }

  synchronized Optional<RunningTask> running() {
    return Optional.ofNullable(running);
  }

  /** The worker has started a run. */
  synchronized void start(ProcessTask task, int number, Duration patience) {
    answerByNanos = OptionalLong.empty();
    RunningTask started = new RunningTask(task, number, System.nanoTime());
    String reason = task.cancelled();
    if (reason != null) {
      started.stop(RunBody.CANCELLED, reason, System.nanoTime() + patience.toNanos());
    }
    running = started;
  }

  /** The worker has ended a run. */
  synchronized void end(ProcessTask task, int number) {
    handed.remove(number);
    running = null;
    over = task;
    overNumber = number;
  }

  /** The worker has given a run back. */
  synchronized void remove(int number) {
    answerByNanos = OptionalLong.empty();
    handed.remove(number);
  }

  /**
   * A run was cancelled: it, or an answer about it, is awaited for a while.
   *
   * @return its number, or 0 if it is not of this worker
   */
  synchronized int cancel(ProcessTask task, String reason, Duration patience) {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    for (Map.Entry<Integer, ProcessTask> entry : handed.entrySet()) {
      if (entry.getValue() == task) {
        if (running != null && running.task() == task) {
          running.stop(RunBody.CANCELLED, reason, deadlineNanos);
        } else if (running == null && answerByNanos.isEmpty()) {
          answerByNanos = OptionalLong.of(deadlineNanos);
        }
        return entry.getKey();
      }
    }
    return 0;
  }

  /** Returns what is to be done now. */
  synchronized Duty due(long nowNanos, Duration patience) {
    RunningTask now = running;
    if (now == null) {
      boolean silent = answerByNanos.isPresent() && nowNanos - answerByNanos.getAsLong() > 0;
      return silent ? Duty.KILL : Duty.NOTHING;
    }
    if (now.isGivenUp(nowNanos)) {
      return Duty.KILL;
    }
    if (!now.isStopped() && now.isTooLong(nowNanos)) {
      now.stop(RunBody.TIMEOUT, now.timeoutReason(), nowNanos + patience.toNanos());
      return Duty.STOP;
    }
    boolean recall = handed.size() > 1 && now.elapsed(nowNanos).compareTo(LONG) > 0;
    return recall && !now.recall() ? Duty.RECALL : Duty.NOTHING;
  }

  /** The worker is gone; no run can be added any more. */
  synchronized Rest close() {
    closed = true;
    Optional<RunningTask> last = Optional.ofNullable(running);
    last.ifPresent(task -> handed.remove(task.number()));
    List<ProcessTask> unstarted = List.copyOf(handed.values());
    handed.clear();
    running = null;
    return new Rest(last, unstarted);
  }
}
