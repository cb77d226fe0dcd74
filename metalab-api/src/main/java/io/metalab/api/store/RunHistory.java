package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.List;

/**
 * All that a store knows of one run, but for an attempt that is being executed. Histories of one
 * run only grow, so two of them are merged by taking everything that either holds.
 *
 * @param runId the run
 * @param experimentId {@code name:version}; empty if only the removal is known
 * @param removedAttempts the highest attempt that was removed, or 0; what it covers is left out
 * @param attempts the records of attempts that are over, as they were put, the effective one first;
 *     one whose writer is gone says that it was lost
 * @param edits what was added after the fact, in the order in which it is applied
 */
public record RunHistory(
    RunId runId,
    String experimentId,
    int removedAttempts,
    List<RunRecord> attempts,
    List<RunEdit> edits) {
  public RunHistory {
    requireNonNull(runId, "runId");
    requireNonNull(experimentId, "experimentId");
    if (removedAttempts < 0) {
      throw new IllegalArgumentException(
          "The removed attempts (%d) must be at least 0.".formatted(removedAttempts));
    }
    attempts = List.copyOf(attempts);
    edits = List.copyOf(edits);
  }

  /** Returns the history of a run that nothing is known of. */
  public static RunHistory none(RunId runId) {
    return new RunHistory(runId, "", 0, List.of(), List.of());
  }

  /** Returns whether nothing is known. */
  public boolean isEmpty() {
    return removedAttempts == 0 && attempts.isEmpty() && edits.isEmpty();
  }
}
