package io.metalab.core.sensitivity;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;

/**
 * A point of a design without a value of the metric.
 *
 * @param caseId the name of the point
 * @param runId its first run
 * @param reason what is the matter, such as {@code failed}, {@code not run} or {@code no metric}
 */
public record MissingPoint(String caseId, RunId runId, String reason) {
  public MissingPoint {
    requireNonNull(caseId, "caseId");
    requireNonNull(runId, "runId");
    requireNonNull(reason, "reason");
  }
}
