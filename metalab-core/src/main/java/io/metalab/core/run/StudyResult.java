package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How a study's session ended.
 *
 * @param ending why
 * @param counts how many runs are where
 * @param failures the failures, grouped, the largest group first
 * @param wall how long it took
 */
public record StudyResult(
    Ending ending, RunCounts counts, List<FailureGroup> failures, Duration wall) {
  public StudyResult {
    requireNonNull(ending, "ending");
    requireNonNull(counts, "counts");
    failures = List.copyOf(failures);
    requireNonNull(wall, "wall");
  }
}
