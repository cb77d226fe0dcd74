package io.metalab.cli.progress;

import static java.util.Objects.requireNonNull;

import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.run.FailureGroup;
import java.time.Duration;
import java.util.List;

/**
 * How a study ended.
 *
 * @param wall how long it took
 * @param exitCode what the command will exit with
 * @param why empty if the study came to its end, else what stopped it, such as {@code Interrupted}
 * @param next the command that goes on if something stopped the study and there is one, those that
 *     look into a failure if runs failed, else empty
 * @param failures the failures by kind, the largest group first
 * @param derived what became of the derived metrics
 */
public record StudyEnd(
    Duration wall,
    int exitCode,
    String why,
    String next,
    List<FailureGroup> failures,
    DerivedUpdate derived) {
  public StudyEnd {
    requireNonNull(wall, "wall");
    requireNonNull(why, "why");
    requireNonNull(next, "next");
    failures = List.copyOf(failures);
    requireNonNull(derived, "derived");
  }
}
