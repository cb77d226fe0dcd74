package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;

/**
 * Names a growing text of one attempt.
 *
 * @param runId the run
 * @param attempt the attempt
 * @param kind which of its texts
 */
public record StreamKey(RunId runId, int attempt, Kind kind) {
  /** The texts of an attempt. */
  public enum Kind {
    /** Lines for people. */
    LOG,
    /** Points of metric series, one JSON object a line. */
    SERIES
  }

  public StreamKey {
    requireNonNull(runId, "runId");
    requireNonNull(kind, "kind");
  }
}
