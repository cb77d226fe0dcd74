package io.metalab.executor.slurm;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How many runs a task gets, so that it takes some minutes: starting a task costs seconds, and a
 * task that is lost should not take hours with it.
 *
 * @param fixed a number that is asked for; empty to go by cost
 * @param limit the longest a task may take; zero if that is not known
 * @param breadth among how many tasks runs are spread if their cost allows it
 */
record TaskSizes(OptionalInt fixed, Duration limit, int breadth) {
  /** What a task should take at least and at most. */
  private static final double LEAST_SECONDS = 60;

  private static final double MOST_SECONDS = 300;

  /** What is taken for the cost of a run while none has ended. */
  private static final double UNKNOWN_SECONDS = 30;

  private static final int FIRST_RUNS_PER_TASK = 4;

  /**
   * Returns how many runs a task gets.
   *
   * @param runs how many there are to be spread
   * @param secondsPerRun the mean of those that have ended; not positive if none has
   */
  int runsPerTask(int runs, double secondsPerRun) {
    if (fixed.isPresent()) {
      return fixed.getAsInt();
    }
    double seconds = secondsPerRun > 0 ? secondsPerRun : UNKNOWN_SECONDS;
    double most = MOST_SECONDS;
    if (!limit.isZero()) {
      most = Math.min(most, limit.toSeconds() / 2.0);
    }
    double upper = Math.max(1, Math.floor(most / seconds));
    double lower = Math.min(upper, Math.ceil(LEAST_SECONDS / seconds));
    double spread = Math.ceil((double) runs / breadth);
    return (int) Math.min(Integer.MAX_VALUE, Math.max(lower, Math.min(upper, spread)));
  }

  /** Returns how many runs the tasks of a first array get, which is to tell what runs cost. */
  int firstRunsPerTask(int runs, int tasks) {
    return fixed.orElse(Math.max(1, Math.min(FIRST_RUNS_PER_TASK, (runs + tasks - 1) / tasks)));
  }
}
