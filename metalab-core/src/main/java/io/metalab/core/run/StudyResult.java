package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.stage.StageStanding;
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
 * @param stages what is known of the stages of the study that were looked at; empty for a study
 *     without stages
 * @param wall how long it took
 */
public record StudyResult(
    Ending ending,
    RunCounts counts,
    List<FailureGroup> failures,
    DerivedUpdate derived,
    List<StageStanding> stages,
    Duration wall) {
  public StudyResult {
    requireNonNull(ending, "ending");
    requireNonNull(counts, "counts");
    failures = List.copyOf(failures);
    requireNonNull(derived, "derived");
    stages = List.copyOf(stages);
    requireNonNull(wall, "wall");
  }

  /** Creates the result of a study without stages. */
  public StudyResult(
      Ending ending,
      RunCounts counts,
      List<FailureGroup> failures,
      DerivedUpdate derived,
      Duration wall) {
    this(ending, counts, failures, derived, List.of(), wall);
  }

  /**
   * Returns how many runs there would be besides, had runs that they take something of not failed.
   */
  public long blocked() {
    return stages.stream().mapToLong(StageStanding::blocked).sum();
  }
}
