package io.metalab.executor.slurm;

import java.time.Duration;

/**
 * How often things are looked at.
 *
 * @param queue how long at least between two questions to the queue
 * @param store how long at most between two looks at the store
 * @param quiet how long nothing must have been submitted before a submission is made of less than
 *     it could hold
 * @param firstResults how long the results of the first submission are waited for, which tell the
 *     cost of a run
 */
record SlurmTimes(Duration queue, Duration store, Duration quiet, Duration firstResults) {
  /** What is kind to a cluster. */
  static final SlurmTimes DEFAULT =
      new SlurmTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMinutes(1));
}
