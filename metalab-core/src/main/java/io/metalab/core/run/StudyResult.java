package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.core.results.DerivedUpdate;
import java.time.Duration;
import java.util.List;

/**
 * How a study's session ended.
 *
 * @param ending why
 * @param counts how many runs are where
 * @param failures the failures, grouped, the largest group first
 * @param derived what became of the experiment's derived metrics; nothing is derived once the
 *     session is told to stop
 * @param wall how long it took
 */
public record StudyResult(
    Ending ending,
    RunCounts counts,
    List<FailureGroup> failures,
    DerivedUpdate derived,
    Duration wall) {
  public StudyResult {
    requireNonNull(ending, "ending");
    requireNonNull(counts, "counts");
    failures = List.copyOf(failures);
    requireNonNull(derived, "derived");
    requireNonNull(wall, "wall");
  }
}
