package io.metalab.cli.progress;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;
import java.util.List;

/**
 * What is known of a study when it starts.
 *
 * @param experimentId {@code name:version}
 * @param total number of runs that were asked for
 * @param reused how many of them the store has results of already, or {@link #NOT_COUNTED}
 * @param elsewhere how many of those are results of other studies
 * @param stale how many of those were executed by other code
 * @param todo how many will be executed; all if that was not counted
 * @param workers how many run at once; 0 for as many as the executor gets
 * @param store where they are kept, as the user wrote it
 * @param storeFlag what a command needs to find the store, such as {@code -s other}; empty for the
 *     one that commands use unless told otherwise
 * @param goal what makes a run the best, or {@link Goal#NONE}
 * @param swept names of the params that tell its points apart
 */
public record StudyStart(
    String experimentId,
    long total,
    long reused,
    long elsewhere,
    long stale,
    long todo,
    int workers,
    String store,
    String storeFlag,
    Goal goal,
    List<String> swept) {
  /** Stands for a number of reused runs that was not counted beforehand. */
  public static final long NOT_COUNTED = -1;

  public StudyStart {
    requireNonNull(experimentId, "experimentId");
    requireNonNull(store, "store");
    requireNonNull(storeFlag, "storeFlag");
    requireNonNull(goal, "goal");
    swept = List.copyOf(swept);
  }
}
