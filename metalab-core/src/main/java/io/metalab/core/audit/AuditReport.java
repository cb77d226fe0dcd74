package io.metalab.core.audit;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.List;

/**
 * What executing a sample of a study's successes once more has shown.
 *
 * @param study {@code name:version}
 * @param successes number of successes that the sample was drawn from
 * @param seed what it was drawn with
 * @param same number of runs with the same metrics and artifacts, bit by bit
 * @param changed runs that found something else, or failed
 * @param incomparable runs that were not executed because a difference would prove nothing
 * @param left runs that were not executed because the study no longer declares them, or because it
 *     was stopped
 */
public record AuditReport(
    String study,
    long successes,
    long seed,
    long same,
    List<ChangedRun> changed,
    List<IncomparableRun> incomparable,
    List<RunId> left) {
  /**
   * A run that did not find what is stored.
   *
   * @param stored what is stored
   * @param results metrics, artifacts or a status that differ; at least one
   * @param provenance what differs of where and by what the attempts were executed
   */
  public record ChangedRun(
      RunRecord stored, List<ValueDifference> results, List<ValueDifference> provenance) {
    public ChangedRun {
      requireNonNull(stored, "stored");
      results = List.copyOf(results);
      provenance = List.copyOf(provenance);
    }
  }

  /**
   * A run whose bits may depend on where it is executed.
   *
   * @param stored what is stored
   * @param environment what differs of processor, native libraries, Java and thread settings
   */
  public record IncomparableRun(RunRecord stored, List<ValueDifference> environment) {
    public IncomparableRun {
      requireNonNull(stored, "stored");
      environment = List.copyOf(environment);
    }
  }

  public AuditReport {
    requireNonNull(study, "study");
    changed = List.copyOf(changed);
    incomparable = List.copyOf(incomparable);
    left = List.copyOf(left);
  }

  /** Returns the number of runs in the sample. */
  public long sampled() {
    return same + changed.size() + incomparable.size() + left.size();
  }
}
