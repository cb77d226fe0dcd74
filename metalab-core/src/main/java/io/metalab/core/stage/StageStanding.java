package io.metalab.core.stage;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import java.util.List;

/**
 * What is known of one stage of a study.
 *
 * @param name the stage
 * @param operation {@code key@version} of its operation
 * @param sweep one line that says what its points are
 * @param runs how many of its runs have ids
 * @param pending how many more there may be, once runs of earlier stages have come to an end
 * @param waitsFor the earlier stages that pending runs wait for
 * @param blocked how many more there would be, had runs of earlier stages not failed
 * @param blocking some of the runs that failed
 */
public record StageStanding(
    String name,
    String operation,
    String sweep,
    long runs,
    long pending,
    List<String> waitsFor,
    long blocked,
    List<RunId> blocking) {
  public StageStanding {
    requireNonNull(name, "name");
    requireNonNull(operation, "operation");
    requireNonNull(sweep, "sweep");
    waitsFor = List.copyOf(waitsFor);
    blocking = List.copyOf(blocking);
  }

  /** Returns this with more runs of which nothing is known yet. */
  StageStanding withMorePending(long more) {
    return new StageStanding(
        name, operation, sweep, runs, pending + more, waitsFor, blocked, blocking);
  }

  /** Returns this with as many runs as came to have ids. */
  StageStanding withRuns(long known) {
    return new StageStanding(name, operation, sweep, known, pending, waitsFor, blocked, blocking);
  }
}
