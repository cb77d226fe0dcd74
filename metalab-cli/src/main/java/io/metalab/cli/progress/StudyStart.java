package io.metalab.cli.progress;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;

/**
 * What is known of a study when it starts.
 *
 * @param experimentId {@code name:version}
 * @param total number of runs of the plan
 * @param reused how many of them the store holds already
 * @param todo how many will be executed
 * @param workers how many run at once
 * @param store where they are kept, as the user wrote it
 * @param goal what makes a run the best, or {@link Goal#NONE}
 */
public record StudyStart(
    String experimentId, long total, long reused, long todo, int workers, String store, Goal goal) {
  public StudyStart {
    requireNonNull(experimentId, "experimentId");
    requireNonNull(store, "store");
    requireNonNull(goal, "goal");
  }

  /** Returns the experiment's name. */
  public String name() {
    return experimentId.substring(0, experimentId.indexOf(':'));
  }
}
