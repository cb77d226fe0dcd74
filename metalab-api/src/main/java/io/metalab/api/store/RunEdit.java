package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import java.time.Instant;

/**
 * An annotation as a store keeps it. Equal edits are one edit, wherever they were stored.
 *
 * @param runId the run
 * @param attempt the highest attempt there was; a removal that covers it takes the edit away, too
 * @param at when it was made; the edits of a run are applied in the order of their times
 * @param annotation what was added
 */
public record RunEdit(RunId runId, int attempt, Instant at, Annotation annotation) {
  public RunEdit {
    requireNonNull(runId, "runId");
    requireNonNull(at, "at");
    requireNonNull(annotation, "annotation");
    if (attempt < 1) {
      throw new IllegalArgumentException("The attempt (%d) must be at least 1.".formatted(attempt));
    }
  }
}
